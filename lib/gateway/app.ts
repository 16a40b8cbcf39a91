import { type Context, Hono } from 'hono';
import { BODY_MEMBER, PATHS } from '../contract/http';
import { chatCompletions } from './chat/handler';
import type { Gateway } from './gateway';
import { failed, type Handled, type Incoming, type Note } from './handled';
import { headersOf } from './served-by';

type Handler = (incoming: Incoming) => Promise<Handled>;

/** Answers a request; the signal is aborted when its caller has gone. Never rejects. */
export type Serve = (request: Request, caller: AbortSignal) => Promise<Response>;

/** The gateway without a runtime, for an adapter to put behind a Lambda function or a socket. */
export function createApp(gateway: Gateway): Serve {
  const app = new Hono<{ Bindings: { caller: AbortSignal } }>();
  const open = (handler: Handler) => (context: Context) =>
    run(gateway, handler, { request: context.req.raw, arrivedAt: gateway.clock.now(), caller: context.env.caller });
  const admitted = (handler: Handler) =>
    open(async (incoming) => (await refusal(gateway, incoming)) ?? handler(incoming));

  app.post(
    PATHS.chatCompletions,
    admitted((incoming) => chatCompletions(gateway, incoming)),
  );
  app.get(
    PATHS.models,
    admitted(async () => models(gateway)),
  );
  app.get(
    '/health/*',
    open((incoming) => health(gateway, incoming)),
  );
  app.notFound(open(async (incoming) => unknownPath(gateway, incoming)));
  return async (request, caller) => app.fetch(request, { caller });
}

/** Runs a handler, answers `internal` for what nobody foresaw, and writes the request's line. */
async function run({ clock, log, cell }: Gateway, handler: Handler, incoming: Incoming): Promise<Response> {
  const { request, arrivedAt } = incoming;
  const { response, note, ended } = await handler(incoming).catch((error: Error) => internal(cell, error));
  const write = (later: Note) =>
    log({
      method: request.method,
      path: new URL(request.url).pathname,
      status: response.status,
      milliseconds: clock.now() - arrivedAt,
      cell,
      ...note,
      ...later,
    });
  if (ended === undefined) write({});
  else ended.then(write);
  return response;
}

async function refusal({ keys, cell }: Gateway, { request }: Incoming): Promise<Handled | undefined> {
  const key = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (key === undefined) return failed('invalid_api_key', 'no API key: send `Authorization: Bearer …`', { cell });
  switch (await keys.admit(key)) {
    case 'admitted':
      return undefined;
    case 'unknown-key':
      return failed('invalid_api_key', 'this API key is not known here', { cell });
    case 'keys-unavailable':
      return failed('keys-unavailable', 'the keys cannot be read now, so that nobody can be let in', { cell });
  }
}

/** Routes are what a caller may name as `model`. */
function models({ config, cell }: Gateway): Handled {
  const data = config.routes.map(({ name }) => ({ id: name, object: 'model', created: 0, owned_by: config.service }));
  const body = { object: 'list', data, [BODY_MEMBER]: { cell } };
  return { response: Response.json(body, { headers: headersOf({ cell }) }), note: {} };
}

async function health(gateway: Gateway, incoming: Incoming): Promise<Handled> {
  const answer = await gateway.health.answer(new URL(incoming.request.url).pathname);
  if (answer === undefined) return unknownPath(gateway, incoming);
  const headers = headersOf({ cell: gateway.cell });
  return { response: Response.json(answer, { status: answer.status, headers }), note: {} };
}

function unknownPath({ cell }: Gateway, { request }: Incoming): Handled {
  const asked = `${request.method} ${new URL(request.url).pathname}`;
  const known = `POST ${PATHS.chatCompletions} and GET ${PATHS.models}`;
  return failed('unknown-path', `there is no ${asked}; there are ${known}`, { cell });
}

/** What went wrong is for the log; the caller learns that the request was not at fault. */
function internal(cell: Gateway['cell'], error: Error): Handled {
  return failed('internal', 'the gateway failed', { cell }, { note: { broken: `${error.name}: ${error.message}` } });
}
