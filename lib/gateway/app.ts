import { type Context, Hono } from 'hono';
import { BODY_MEMBER, PATHS } from '../contract/http';
import { chatCompletions } from './chat/handler';
import type { Gateway } from './gateway';
import { failed, type Handled, type Note } from './handled';
import { headersOf } from './served-by';

type Handler = (request: Request, arrivedAt: number) => Promise<Handled>;

/** The gateway without a runtime: a function from a Request to a Response. */
export function createApp(gateway: Gateway): Hono {
  const app = new Hono();
  const open = (handler: Handler) => (context: Context) => run(gateway, handler, context.req.raw);
  const admitted = (handler: Handler) =>
    open(async (request, arrivedAt) => (await refusal(gateway, request)) ?? handler(request, arrivedAt));

  const chat: Handler = (request, arrivedAt) => chatCompletions(gateway, request, arrivedAt);
  app.post(PATHS.chatCompletions, admitted(chat));
  const list: Handler = async () => models(gateway);
  app.get(PATHS.models, admitted(list));
  const probed: Handler = (request) => health(gateway, request);
  app.get('/health/*', open(probed));
  const other: Handler = async (request) => unknownPath(gateway, request);
  app.notFound(open(other));
  return app;
}

/** Runs a handler, answers `internal` for what nobody foresaw, and writes the request's line. */
async function run({ clock, log, cell }: Gateway, handler: Handler, request: Request): Promise<Response> {
  const arrivedAt = clock.now();
  const { response, note, ended } = await handler(request, arrivedAt).catch((error: Error) => internal(cell, error));
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

async function refusal({ keys, cell }: Gateway, request: Request): Promise<Handled | undefined> {
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

async function health(gateway: Gateway, request: Request): Promise<Handled> {
  const answer = await gateway.health.answer(new URL(request.url).pathname);
  if (answer === undefined) return unknownPath(gateway, request);
  const headers = headersOf({ cell: gateway.cell });
  return { response: Response.json(answer, { status: answer.status, headers }), note: {} };
}

function unknownPath({ cell }: Gateway, request: Request): Handled {
  const asked = `${request.method} ${new URL(request.url).pathname}`;
  const known = `POST ${PATHS.chatCompletions} and GET ${PATHS.models}`;
  return failed('unknown-path', `there is no ${asked}; there are ${known}`, { cell });
}

/** What went wrong is for the log; the caller learns that the request was not at fault. */
function internal(cell: Gateway['cell'], error: Error): Handled {
  return failed('internal', 'the gateway failed', { cell }, { note: { broken: `${error.name}: ${error.message}` } });
}
