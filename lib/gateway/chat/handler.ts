import type { ServedBy } from '../../contract/http';
import { jsonResponse } from '../exchange';
import type { Gateway } from '../gateway';
import { failed, type Handled, type Incoming } from '../handled';
import { withRestarts } from '../ladder/restarts';
import type { Step } from '../ladder/steps';
import { reasonOf, Walk, type Walked } from '../ladder/walk';
import { headersOf } from '../served-by';
import type { ChatRequest } from './chat-request';
import { completion, type Envelope } from './completion';
import { callerDeadline } from './deadline';
import { EVENT_STREAM_HEADERS, eventStream } from './event-stream';
import { type Mistake, parseRequest } from './parse-request';
import { refused } from './refused';

/**
 * The largest body that is read. It is the payload that Lambda takes at most, so that a request is refused by the
 * same size wherever it lands.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LARGEST_BODY_BYTES = 6 * 1024 * 1024;

/** `POST /v1/chat/completions`, for a caller who was let in. */
export async function chatCompletions(gateway: Gateway, { request, arrivedAt, caller }: Incoming): Promise<Handled> {
  const { cell, config, steps, clock, retries } = gateway;
  const deadline = callerDeadline(request);
  const text = await request.text(LARGEST_BODY_BYTES);
  if (text === undefined) {
    return failed('body-too-large', `the body is larger than ${LARGEST_BODY_BYTES} bytes`, { cell });
  }
  const parsed = parseRequest(text);
  const mistakes = [
    ...(deadline.kind === 'mistake' ? [deadline.mistake] : []),
    ...(parsed.kind === 'mistakes' ? parsed.mistakes : []),
  ];
  if (deadline.kind === 'mistake' || parsed.kind === 'mistakes') return mistaken(gateway, mistakes);
  const chat = parsed.request;
  const route = config.routes.find(({ name }) => name === chat.route);
  if (route === undefined) return unknownRoute(gateway, chat.route);

  const deadlineMilliseconds = Math.min(
    route.deadlineSeconds * 1000,
    deadline.milliseconds ?? Number.POSITIVE_INFINITY,
  );
  const walk = new Walk(chat, { steps, route, clock, retries, arrivedAt, deadlineMilliseconds, caller });
  const walked = await walk.next();
  const handled =
    walked.kind === 'answered'
      ? await answered(gateway, chat, walk, walked, route.brokenStream === 'restart')
      : refused(cell, route, walk, walked);
  return { ...handled, note: { route: route.name, stream: chat.stream, ...handled.note } };
}

async function answered(
  gateway: Gateway,
  request: ChatRequest,
  walk: Walk,
  walked: Extract<Walked, { kind: 'answered' }>,
  restarts: boolean,
): Promise<Handled> {
  const envelope = envelopeOf(gateway, walk, walked.step);
  const headers = headersOf(envelope.servedBy);
  const note = noteOf(envelope);
  if (!request.stream) {
    return { response: jsonResponse(await completion(envelope, walked.parts), 200, headers), note };
  }
  let last = envelope;
  const { body, ended } = eventStream(envelope, restarts ? withRestarts(walk, walked) : walked.parts, {
    clock: gateway.clock,
    includeUsage: request.includeUsage,
    onRestart: ({ step }) => {
      last = envelopeOf(gateway, walk, step);
      return last;
    },
  });
  const response = { status: 200, headers: { ...headers, ...EVENT_STREAM_HEADERS }, body };
  return { response, note, ended: ended.then((ending) => ({ ...noteOf(last), ...ending })) };
}

function envelopeOf({ cell, clock, newId }: Gateway, { passed, tried }: Walk, { rung, provider }: Step): Envelope {
  const servedBy: ServedBy = {
    tier: rung.tier,
    rung: rung.name,
    model: provider.model,
    cell,
    reason: reasonOf(passed),
    attempts: tried.length,
    tried: [...tried],
  };
  return { id: `chatcmpl-${newId()}`, created: Math.floor(clock.now() / 1000), servedBy };
}

function noteOf({ servedBy: { cell: _cell, ...note } }: Envelope) {
  return note;
}

function mistaken({ cell }: Gateway, mistakes: readonly Mistake[]): Handled {
  const message = mistakes.map(({ param, message }) => (param === '' ? message : `${param} ${message}`)).join('; ');
  const [first] = mistakes;
  return failed(first.code, message, { cell }, { param: first.param, more: { mistakes } });
}

function unknownRoute({ cell, config }: Gateway, name: string): Handled {
  const routes = config.routes.map((route) => route.name);
  const message = `there is no route \`${name}\`; \`model\` names one of ${routes.join(', ')}`;
  return failed('model_not_found', message, { cell }, { param: 'model', more: { routes } });
}
