import { PATHS, PROBE_HEADER } from '../contract/http';
import { chatCompletions } from './chat/handler';
import { type GatewayRequest, type GatewayResponse, jsonResponse } from './exchange';
import type { Gateway } from './gateway';
import { failed, type Handled, type Incoming, type Note } from './handled';
import { job, jobs } from './jobs/api/resources';
import { merged } from './merged';
import { model, models } from './models';
import { CONTENT_TYPE } from './observe/prometheus';
import { requestSpan } from './observe/spans/request-span';
import { headersOf } from './served-by';
import type { Signal } from './signal';

type Handler = (gateway: Gateway, incoming: Incoming) => Promise<Handled>;

/** Answers a request; the signal is aborted when its caller has gone. Never rejects. */
export type Serve = (request: GatewayRequest, caller: Signal) => Promise<GatewayResponse>;

/** The gateway without a runtime, for an adapter to put behind a Lambda function or a socket. */
export function createApp(gateway: Gateway): Serve {
  return (request, caller) => run(gateway, handlerOf(request), { request, arrivedAt: gateway.clock.now(), caller });
}

interface Resource {
  readonly methods: readonly string[];
  readonly handler: Handler;
  at(path: string): boolean;
}

/** A HEAD is a GET whose body the server leaves out. */
const READ = ['GET', 'HEAD'];
const exactly = (path: string) => (asked: string) => asked === path;

const RESOURCES: readonly Resource[] = [
  { at: exactly(PATHS.chatCompletions), methods: ['POST'], handler: admitted(chatCompletions) },
  { at: exactly(PATHS.models), methods: READ, handler: admitted(models) },
  { at: (path) => path.startsWith(`${PATHS.models}/`), methods: READ, handler: admitted(model) },
  { at: exactly(PATHS.jobs), methods: ['GET', 'HEAD', 'POST'], handler: admitted(jobs) },
  { at: (path) => path.startsWith(`${PATHS.jobs}/`), methods: ['GET', 'HEAD', 'DELETE'], handler: admitted(job) },
  { at: exactly(PATHS.metrics), methods: READ, handler: admitted(metrics) },
  ...[PATHS.live, PATHS.serving, PATHS.preferred].map((path) => ({
    at: exactly(path),
    methods: READ,
    handler: health,
  })),
];

function handlerOf({ method, path }: GatewayRequest): Handler {
  const resource = RESOURCES.find(({ at }) => at(path));
  if (resource === undefined) return unknownPath;
  return resource.methods.includes(method) ? resource.handler : otherMethod(resource.methods);
}

function admitted(handler: Handler): Handler {
  return async (gateway, incoming) => (await refusal(gateway, incoming)) ?? handler(gateway, incoming);
}

/** Runs a handler, answers `internal` for what nobody foresaw, and writes the request's line. */
async function run(gateway: Gateway, handler: Handler, incoming: Incoming): Promise<GatewayResponse> {
  const { clock, log, cell } = gateway;
  const { request, arrivedAt } = incoming;
  const { response, note, ended, traced } = await handler(gateway, incoming).catch((error: Error) =>
    incoming.caller.aborted ? failed('caller-left', 'the caller left', { cell }) : internal(cell, error),
  );
  const write = (later: Note) => {
    const { method, path } = request;
    const { status } = response;
    const line = merged({ method, path, status, milliseconds: clock.now() - arrivedAt, cell }, note, later);
    log(line);
    traced?.ended(requestSpan(line), line);
  };
  if (ended === undefined) write({});
  else ended.then(write);
  return response;
}

async function refusal({ keys, prober, cell }: Gateway, { request }: Incoming): Promise<Handled | undefined> {
  const probes = request.header(PROBE_HEADER) !== undefined;
  const door = probes ? prober : keys;
  if (door === undefined || (probes && request.path !== PATHS.chatCompletions)) {
    return failed('invalid_api_key', 'nobody may probe this', { cell });
  }
  const key = /^Bearer\s+(\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  if (key === undefined) return failed('invalid_api_key', 'no API key: send `Authorization: Bearer …`', { cell });
  switch (await door.admit(key)) {
    case 'admitted':
      return undefined;
    case 'unknown-key':
      return failed('invalid_api_key', 'this API key is not known here', { cell });
    case 'keys-unavailable':
      return failed('keys-unavailable', 'the keys cannot be read now, so that nobody can be let in', { cell });
  }
}

async function metrics(gateway: Gateway, incoming: Incoming): Promise<Handled> {
  if (gateway.metrics === undefined) return unknownPath(gateway, incoming);
  const headers = { ...headersOf({ cell: gateway.cell }), 'content-type': CONTENT_TYPE };
  return { response: { status: 200, headers, body: gateway.metrics() }, note: {} };
}

async function health(gateway: Gateway, incoming: Incoming): Promise<Handled> {
  const answer = await gateway.health.answer(incoming.request.path);
  if (answer === undefined) return unknownPath(gateway, incoming);
  const headers = headersOf({ cell: gateway.cell });
  return { response: jsonResponse(answer, answer.status, headers), note: {} };
}

function otherMethod(methods: readonly string[]): Handler {
  const allow = methods.join(', ');
  return async ({ cell }, { request }) => {
    const message = `${request.path} does not take ${request.method}; it takes ${allow}`;
    const { response, note } = failed('method-not-allowed', message, { cell });
    return { response: { ...response, headers: { ...response.headers, allow } }, note };
  };
}

async function unknownPath({ cell }: Gateway, { request }: Incoming): Promise<Handled> {
  const asked = `${request.method} ${request.path}`;
  const known = `POST ${PATHS.chatCompletions}, POST ${PATHS.jobs} and GET ${PATHS.models}`;
  return failed('unknown-path', `there is no ${asked}; there are ${known}`, { cell });
}

/** What went wrong is for the log; the caller learns that the request was not at fault. */
function internal(cell: Gateway['cell'], error: Error): Handled {
  return failed('internal', 'the gateway failed', { cell }, { note: { broken: `${error.name}: ${error.message}` } });
}
