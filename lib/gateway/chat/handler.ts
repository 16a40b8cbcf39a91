import type { ServedBy } from '../../contract/http';
import type { Route } from '../../contract/route';
import { jsonResponse } from '../exchange';
import type { Gateway } from '../gateway';
import { type Handled, type Incoming, type Note, releasing } from '../handled';
import { jobInstead } from '../jobs/api/instead';
import type { Part } from '../ladder/provider';
import { type Restart, withRestarts } from '../ladder/restarts';
import type { Step } from '../ladder/steps';
import { reasonOf, Walk, type Walked } from '../ladder/walk';
import type { Entered } from '../load/admission';
import { overloaded } from '../load/overloaded';
import { merged } from '../merged';
import { unknownRoute } from '../models';
import { AnswerKept, promptOf } from '../observe/content';
import { type Traced, traced } from '../observe/spans/traced';
import { traceContextOf, traceId } from '../observe/trace-context';
import { type Pin, pinned, pinOf, routesFor } from '../probe/pin';
import { headersOf } from '../served-by';
import { mistaken, withBody } from './body';
import type { ChatRequest } from './chat-request';
import { completion, type Envelope } from './completion';
import { callerDeadline } from './deadline';
import { EVENT_STREAM_HEADERS, eventStream } from './event-stream';
import { parseRequest } from './parse-request';
import { preferenceOf } from './prefer';
import { refused } from './refused';

/** `POST /v1/chat/completions`, for a caller who was let in. */
export function chatCompletions(gateway: Gateway, incoming: Incoming): Promise<Handled> {
  return withBody(gateway, incoming.request, (text) => read(gateway, incoming, text));
}

async function read(gateway: Gateway, incoming: Incoming, text: string): Promise<Handled> {
  const { config, admission } = gateway;
  const deadline = callerDeadline(incoming.request);
  const parsed = parseRequest(text);
  const mistakes = [
    ...(deadline.kind === 'mistake' ? [deadline.mistake] : []),
    ...(parsed.kind === 'mistakes' ? parsed.mistakes : []),
  ];
  if (deadline.kind === 'mistake' || parsed.kind === 'mistakes') return mistaken(gateway, mistakes);
  const trace = traceContextOf(incoming.request);
  const pin = pinOf(incoming.request);
  const route = routesFor(pin, config.routes).find(({ name }) => name === parsed.request.route);
  if (route === undefined) return unknownRoute(gateway, parsed.request.route);

  const recorded = pin === undefined ? traced(gateway.spans, trace, parsed.request, incoming.arrivedAt) : undefined;
  const chat: ChatRequest = { trace: recorded?.context ?? trace, ...parsed.request };
  const identifier = recorded?.traceId ?? (trace && traceId(trace));
  const note: Note = {
    route: route.name,
    stream: chat.stream,
    ...(identifier !== undefined && { trace: identifier }),
    ...(pin && { probe: true }),
    ...(route.logContent === true && { prompt: promptOf(chat.messages) }),
  };
  const noted = (handled: Handled): Handled => ({
    response: handled.response,
    note: merged(note, handled.note),
    ended: handled.ended,
    traced: recorded,
  });
  const { respondAsync, wait } = preferenceOf(incoming.request);
  const later = respondAsync && pin === undefined ? jobInstead(gateway, incoming, { chat, route, text }) : undefined;
  if (later !== undefined && wait === undefined) return noted(await later(undefined));
  const entered = admission.enter(route.priority ?? 'normal');
  if (entered === undefined) return noted(await (later?.(overloaded(gateway)) ?? overloaded(gateway)));
  const routeMilliseconds = route.deadlineSeconds * 1000;
  const callers = [deadline.milliseconds, later && wait].filter((each) => each !== undefined);
  const deadlineMilliseconds = Math.min(routeMilliseconds, ...callers);
  const handled = await releasing(entered.leave, () =>
    served(gateway, incoming, { chat, route, pin, deadlineMilliseconds, entered, recorded }),
  );
  const belowFloor = handled.note.error === 'tier-floor';
  return noted(belowFloor && later !== undefined ? await later(handled) : handled);
}

interface Asked {
  readonly chat: ChatRequest;
  readonly route: Route;
  readonly pin: Pin | undefined;
  /** The shorter of the route's and the caller's. */
  readonly deadlineMilliseconds: number;
  readonly entered: Entered;
  readonly recorded: Traced | undefined;
}

async function served(
  gateway: Gateway,
  { arrivedAt, caller }: Incoming,
  { chat, route, pin, deadlineMilliseconds, entered, recorded }: Asked,
): Promise<Handled> {
  const { cell, clock, retries } = gateway;
  const steps = pin === undefined ? gateway.steps : pinned(gateway.steps, pin);
  const walk = new Walk(chat, {
    steps,
    route,
    clock,
    retries,
    arrivedAt,
    deadlineMilliseconds,
    caller,
    traced: recorded,
  });
  const walked = await walk.next();
  if (walked.kind !== 'answered') return refused(cell, route, walk, walked);
  const firstContentMilliseconds = clock.now() - arrivedAt;
  const { milliseconds } = walk.tried[walk.tried.length - 1];
  // A probe is as short as no caller's request.
  if (pin === undefined && walked.step.source.kind !== 'deterministic') {
    // Whole answers and first words are not as fast as each other.
    entered.answered(`${walked.step.rung.name}, ${chat.stream ? 'streamed' : 'whole'}`, milliseconds);
  }
  const handled = await answered(gateway, chat, walk, walked, route);
  return chat.stream ? { ...handled, note: merged(handled.note, { firstContentMilliseconds }) } : handled;
}

async function answered(
  gateway: Gateway,
  request: ChatRequest,
  walk: Walk,
  walked: Extract<Walked, { kind: 'answered' }>,
  { brokenStream, logContent }: Route,
): Promise<Handled> {
  const envelope = envelopeOf(gateway, walk, walked.step);
  const headers = headersOf(envelope.servedBy);
  const note = noteOf(envelope);
  const kept = logContent === true ? new AnswerKept() : undefined;
  if (!request.stream) {
    const { body, usage, finishReason } = await completion(envelope, kept?.passing(walked.parts) ?? walked.parts);
    const ending = { finishReason, ...usage, ...(kept && { answer: kept.text }) };
    return { response: jsonResponse(body, 200, headers), note: merged(note, ending) };
  }
  let last = envelope;
  const parts = brokenStream === 'restart' ? withRestarts(walk, walked) : walked.parts;
  const { body, ended } = eventStream(envelope, kept?.passing<Part | Restart>(parts) ?? parts, {
    clock: gateway.clock,
    includeUsage: request.includeUsage,
    onRestart: ({ step }) => {
      last = envelopeOf(gateway, walk, step);
      return last;
    },
  });
  const response = { status: 200, headers: merged(headers, EVENT_STREAM_HEADERS), body };
  const told = (ending: Note) => merged(noteOf(last), ending, kept && { answer: kept.text });
  return { response, note, ended: ended.then(told) };
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
