import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Golden } from '../../contract/golden';
import type { Behaviours } from './behaviour';
import { answerGcs } from './gcs';
import type { Objects } from './objects';
import { answerVertex } from './vertex';

/** Where the stubs of Google's services are on a cell's stub server. The metadata server has no path of its own. */
export const GOOGLE_PATHS = { secrets: '/secret-manager', storage: '/cloud-storage', vertex: '/vertex' } as const;

/** Nobody verifies it: whoever asks with any token is answered, as long as there is one. */
const TOKEN = { access_token: 'token-of-the-stub', expires_in: 3600, token_type: 'Bearer' };

export interface GoogleStubs {
  readonly cell: string;
  readonly golden: readonly Golden[];
  /** What Secret Manager holds, by the secret's id. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly objects: Objects;
  readonly behaviours: Behaviours;
}

/**
 * Vertex AI, Secret Manager, Cloud Storage and the metadata server, as far as the gateway calls them.
 * @returns false for what is none of theirs
 */
export function answerGoogle(
  stubs: GoogleStubs,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  response: ServerResponse,
): boolean {
  const { pathname } = url;
  const account = /^\/computeMetadata\/v1\/instance\/service-accounts\/default\/(token|identity)$/.exec(pathname);
  if (account !== null) {
    // The real one refuses whoever does not know what it is.
    if (request.headers['metadata-flavor'] !== 'Google') refuse(response, 403, 'PERMISSION_DENIED');
    else if (account[1] === 'token') json(response, TOKEN);
    else response.end('identity.of.the-stub');
    return true;
  }
  const path = Object.values(GOOGLE_PATHS).find((one) => pathname.startsWith(`${one}/`));
  if (path === undefined) return false;
  if (!/^Bearer ./.test(request.headers.authorization ?? '')) {
    refuse(response, 401, 'UNAUTHENTICATED');
    return true;
  }
  const rest = pathname.slice(path.length);
  if (path === GOOGLE_PATHS.vertex) vertex(stubs, request, rest, body, response);
  else if (path === GOOGLE_PATHS.secrets) secret(stubs, rest, response);
  else answerGcs(stubs.objects, request.method ?? '', new URL(rest + url.search, url), body, response);
  return true;
}

function vertex(stubs: GoogleStubs, request: IncomingMessage, path: string, body: Buffer, response: ServerResponse) {
  const call = /^\/([^/]+)\/v1\/projects\/.+\/publishers\/([^/]+)\/models\/([^/:]+):(\w+)$/.exec(path);
  if (call === null) {
    refuse(response, 404, 'NOT_FOUND');
    return;
  }
  const [rung, publisher, model, method] = call.slice(1).map(decodeURIComponent);
  const behaviour = stubs.behaviours.of(rung);
  if (behaviour === 'refuse') request.socket.destroy();
  else answerVertex({ ...stubs, publisher, model, method, body: body.toString() }, behaviour, response);
}

/** @see https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access */
function secret({ secrets }: GoogleStubs, path: string, response: ServerResponse): void {
  const [, id] = /^\/v1\/projects\/[^/]+\/secrets\/([^/]+)\/versions\/latest:access$/.exec(path) ?? [];
  const text = secrets.get(id ?? '');
  if (text === undefined) refuse(response, 404, 'NOT_FOUND');
  else json(response, { name: path.slice(1), payload: { data: Buffer.from(text).toString('base64') } });
}

/** An error in Google's form. @see https://google.aip.dev/193 */
function refuse(response: ServerResponse, code: number, status: string): void {
  json(response, { error: { code, message: `${status} (stub)`, status } }, code);
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
