import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Golden } from '../../contract/golden';
import type { GoogleRegions } from '../jobs/google/google-regions';
import type { Behaviours } from './behaviour';
import { answerExchange } from './federation';
import { answerFirestore } from './firestore';
import { answerGcs } from './gcs';
import { GoogleRefused, json, notFound, refuse } from './google-answer';
import type { Objects } from './objects';
import { answerPubSub } from './pubsub';
import { answerVertex } from './vertex';

/** Where the stubs of Google's services are on a cell's stub server. The metadata server has no path of its own. */
export const GOOGLE_PATHS = {
  secrets: '/secret-manager',
  storage: '/cloud-storage',
  vertex: '/vertex',
  firestore: '/firestore',
  pubSub: '/pubsub',
  exchange: '/google-sts',
} as const;

/** Nobody verifies it: whoever asks with any token is answered, as long as there is one. */
const TOKEN = { access_token: 'token-of-the-stub', expires_in: 3600, token_type: 'Bearer' };

/** What one cell sees of what Google's regions keep: its own, and the others'. */
export interface GoogleKept {
  readonly regions: GoogleRegions;
  /** The cell's own; none where it is on another cloud. */
  readonly region?: string;
}

export interface GoogleStubs {
  readonly cell: string;
  readonly golden: readonly Golden[];
  /** What Secret Manager holds, by the secret's id. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Of the cell alone. */
  readonly objects: Objects;
  readonly behaviours: Behaviours;
  readonly google?: GoogleKept;
}

/**
 * Vertex AI, Secret Manager, Cloud Storage, Firestore, Pub/Sub, those who give out tokens and the metadata server, as far
 * as the gateway and the worker call them.
 * @returns false for what is none of theirs
 */
export async function answerGoogle(
  stubs: GoogleStubs,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  try {
    return await answer(stubs, request, url, body, response);
  } catch (error) {
    if (!(error instanceof GoogleRefused)) throw error;
    refuse(response, error);
    return true;
  }
}

async function answer(
  stubs: GoogleStubs,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname } = url;
  const account = /^\/computeMetadata\/v1\/instance\/service-accounts\/default\/(token|identity)$/.exec(pathname);
  if (account !== null) {
    // The real one refuses whoever does not know what it is.
    if (request.headers['metadata-flavor'] !== 'Google') throw new GoogleRefused(403, 'PERMISSION_DENIED');
    if (account[1] === 'token') json(response, TOKEN);
    else response.end('identity.of.the-stub');
    return true;
  }
  const path = Object.values(GOOGLE_PATHS).find((one) => pathname.startsWith(`${one}/`));
  if (path === undefined) return false;
  const rest = pathname.slice(path.length);
  // Who has no token yet asks here for a first one.
  const isFirst = path === GOOGLE_PATHS.exchange && rest === '/v1/token';
  if (!isFirst && !/^Bearer ./.test(request.headers.authorization ?? '')) {
    throw new GoogleRefused(401, 'UNAUTHENTICATED');
  }
  if (path === GOOGLE_PATHS.vertex) vertex(stubs, request, rest, body, response);
  else if (path === GOOGLE_PATHS.secrets) secret(stubs, rest, response);
  else if (!(await keep(stubs, path, request, rest, url, body, response))) request.socket.destroy();
  return true;
}

/** What regions keep. False where nobody is there to answer. */
async function keep(
  { google, objects }: GoogleStubs,
  path: string,
  { method = '' }: IncomingMessage,
  rest: string,
  url: URL,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  const { regions, region } = google ?? {};
  if (path === GOOGLE_PATHS.storage) {
    const [, bucket = ''] = /\/b\/([^/]+)\/o/.exec(rest) ?? [];
    const there = regions?.regionOfBucket(decodeURIComponent(bucket)) ?? region;
    if (there !== undefined && !regions?.isUp(there)) return false;
    const kept = (there !== undefined && regions?.objectsOf(there)) || objects;
    answerGcs(kept, method, new URL(rest + url.search, url), body, response);
    return true;
  }
  if (regions === undefined) throw notFound(rest);
  if (path === GOOGLE_PATHS.exchange) {
    if (!regions.isAny) return false;
    answerExchange(decodeURIComponent(rest), regions.epoch(), response);
    return true;
  }
  if (path === GOOGLE_PATHS.pubSub) return answerPubSub(regions, region ?? '', rest, body, response);
  const [, name = '', asked = ''] = /^\/v1\/(projects\/[^/]+\/databases\/[^/]+)\/documents:(\w+)$/.exec(rest) ?? [];
  const database = regions.database(name);
  if (database === undefined) {
    if (!regions.isAny) return false;
    throw notFound(`no database ${name}`);
  }
  if (!regions.isUp(database.plan.location)) return false;
  answerFirestore(database, asked, body, response);
  return true;
}

function vertex(stubs: GoogleStubs, request: IncomingMessage, path: string, body: Buffer, response: ServerResponse) {
  const call = /^\/([^/]+)\/v1\/projects\/.+\/publishers\/([^/]+)\/models\/([^/:]+):(\w+)$/.exec(path);
  if (call === null) throw notFound(path);
  const [rung, publisher, model, method] = call.slice(1).map(decodeURIComponent);
  const behaviour = stubs.behaviours.of(rung);
  if (behaviour === 'refuse') request.socket.destroy();
  else answerVertex({ ...stubs, publisher, model, method, body: body.toString() }, behaviour, response);
}

/** @see https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access */
function secret({ secrets }: GoogleStubs, path: string, response: ServerResponse): void {
  const [, id] = /^\/v1\/projects\/[^/]+\/secrets\/([^/]+)\/versions\/latest:access$/.exec(path) ?? [];
  const text = secrets.get(id ?? '');
  if (text === undefined) throw notFound(path);
  json(response, { name: path.slice(1), payload: { data: Buffer.from(text).toString('base64') } });
}
