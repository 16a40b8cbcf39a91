import type { ServedBy } from '../../contract/http';
import type { Route } from '../../contract/route';
import type { Gateway } from '../gateway';
import { failed, type Handled, type Incoming, type Note } from '../handled';
import type { Part } from '../ladder/provider';
import { type Passed, reasonOf, type Walked, walk } from '../ladder/walk';
import { LARGEST_BODY_BYTES, readBody } from '../read-body';
import { headersOf } from '../served-by';
import type { ChatRequest } from './chat-request';
import { chunks } from './chunks';
import { completion, type Envelope } from './completion';
import { type Mistake, parseRequest } from './parse-request';

/** `POST /v1/chat/completions`, for a caller who was let in. */
export async function chatCompletions(gateway: Gateway, { request, arrivedAt, caller }: Incoming): Promise<Handled> {
  const { cell, config, steps, clock } = gateway;
  const text = await readBody(request);
  if (text === undefined) {
    return failed('body-too-large', `the body is larger than ${LARGEST_BODY_BYTES} bytes`, { cell });
  }
  const parsed = parseRequest(text);
  if (parsed.kind === 'mistakes') return mistaken(gateway, parsed.mistakes);
  const route = config.routes.find(({ name }) => name === parsed.request.route);
  if (route === undefined) return unknownRoute(gateway, parsed.request.route);

  const walked = await walk(parsed.request, { steps, route, clock, arrivedAt, caller });
  const handled =
    walked.kind === 'answered'
      ? await answered(gateway, parsed.request, walked)
      : refused(gateway, route, walked.kind, walked.passed, walked.attempts);
  return { ...handled, note: { route: route.name, stream: parsed.request.stream, ...handled.note } };
}

async function answered(
  { cell, clock, newId }: Gateway,
  request: ChatRequest,
  { step, parts, passed, attempts }: Extract<Walked, { kind: 'answered' }>,
): Promise<Handled> {
  const servedBy: ServedBy = {
    tier: step.rung.tier,
    rung: step.rung.name,
    model: step.provider.model,
    cell,
    reason: reasonOf(passed),
    attempts,
  };
  const envelope: Envelope = { id: `chatcmpl-${newId()}`, created: Math.floor(clock.now() / 1000), servedBy };
  const { cell: _cell, ...note } = servedBy;
  const headers = headersOf(servedBy);
  if (!request.stream) return { response: Response.json(await completion(envelope, parts), { headers }), note };
  const { body, ended } = eventStream(envelope, parts, request.includeUsage);
  return { response: new Response(body, { headers: { ...headers, ...EVENT_STREAM } }), note, ended };
}

const EVENT_STREAM = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };

/** The stream is made as it is read, no faster; leaving it closes the provider's own. */
function eventStream(envelope: Envelope, parts: AsyncIterable<Part>, includeUsage: boolean) {
  let note: Note = { broken: 'abandoned' };
  let end: (note: Note) => void;
  const ended = new Promise<Note>((resolve) => {
    end = resolve;
  });
  async function* events(): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    const onBroken = (failure: string) => {
      note = { broken: failure };
    };
    try {
      for await (const event of chunks(envelope, parts, { includeUsage, onBroken })) yield encoder.encode(event);
      if (note.broken === 'abandoned') note = {};
    } finally {
      end(note);
    }
  }
  return { body: ReadableStream.from(events()) as ReadableStream<Uint8Array>, ended };
}

function refused(
  { cell }: Gateway,
  route: Route,
  kind: Exclude<Walked['kind'], 'answered'>,
  passed: readonly Passed[],
  attempts: number,
): Handled {
  const told = { cell, attempts, reason: passed.length === 0 ? 'no-rung' : reasonOf(passed) };
  switch (kind) {
    case 'fenced': {
      const fence = route.residency.join(', ');
      return failed('residency-fence', `no rung of this cell processes \`${route.name}\` within ${fence}`, told);
    }
    case 'below-floor':
      return failed('tier-floor', `nothing at tier ${route.floor} or better answers \`${route.name}\` now`, told);
    case 'gone':
      return failed('caller-left', 'the caller left', told);
  }
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
