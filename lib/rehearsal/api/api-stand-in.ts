import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Clock } from '../../drill/clock';
import type { Certificate } from '../certificates';
import { Throttled } from '../functions/concurrency';
import type { Invocable } from '../functions/lambda-process';
import { type Listening, listen } from '../listen';
import { type GatewayResponse, respond } from './gateway-responses';
import { type ProxyEvent, proxyEvent } from './proxy-event';
import { relayBuffered, relayStream } from './relay';
import { type ApiRoute, type Match, matchRoute } from './routing';
import { TokenBucket } from './throttle';

export interface ApiOptions {
  readonly routes: readonly ApiRoute[];
  /** The custom domains. */
  readonly hostNames: readonly string[];
  readonly certificate: Certificate;
  readonly host: string;
  readonly port: number;
  /** What takes an invocation of the function, by its id and the event; undefined while nothing does. */
  readonly functionOf: (id: string, event: ProxyEvent) => Invoked | undefined;
  /** Service time: traffic and throttle run on the same clock. */
  readonly now: Clock;
}

export interface Invoked {
  readonly process: Invocable;
  readonly timeoutSeconds: number;
}

/** API Gateway's limit of a request's body. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const BODY_BYTES = 10 * 1024 * 1024;

/** Stands in for one Region's REST API: TLS, custom domains, routes, throttle, time-outs, streamed or whole answers. */
export function startApi(options: ApiOptions): Promise<Listening<ReturnType<typeof createServer>>> {
  const buckets = new Map<ApiRoute, TokenBucket>();
  for (const route of options.routes) {
    if (route.throttle !== undefined) {
      buckets.set(route, new TokenBucket(route.throttle.requestsPerSecond, route.throttle.burst, options.now));
    }
  }
  const server = createServer({ cert: options.certificate.cert, key: options.certificate.key }, (request, response) => {
    const requestId = randomUUID();
    serve(options, buckets, request, response, requestId).catch((error: unknown) =>
      respond(response, error instanceof Refusal ? error.kind : 'failed', requestId),
    );
  });
  return listen(server, options.port, options.host);
}

class Refusal extends Error {
  public constructor(public readonly kind: GatewayResponse) {
    super(kind);
  }
}

async function serve(
  options: ApiOptions,
  buckets: ReadonlyMap<ApiRoute, TokenBucket>,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const hostName = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!options.hostNames.includes(hostName)) throw new Refusal('forbidden');
  const url = new URL(request.url ?? '/', `https://${hostName}`);
  const match = matchRoute(options.routes, request.method ?? '', url.pathname);
  if (match === undefined) throw new Refusal('missing');
  if (buckets.get(match.route)?.take() === false) throw new Refusal('throttled');
  const body = await bodyOf(request);
  await integrate(options, match, proxyEvent(request, url, match, body, requestId), response);
}

async function integrate(
  options: ApiOptions,
  match: Match,
  event: ProxyEvent,
  response: ServerResponse,
): Promise<void> {
  const { route } = match;
  const target = options.functionOf(route.functionId, event);
  if (target === undefined) throw new Refusal('failed');
  const abort = new AbortController();
  // A client that goes away ends the invocation's connection; the function sees its stream close.
  response.once('close', () => abort.abort());
  const limit = Math.min(route.timeoutMilliseconds, target.timeoutSeconds * 1000);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort.abort();
  }, limit);
  try {
    const answer = await target.process.invoke(event, abort.signal);
    await (route.streaming ? relayStream(answer, response) : relayBuffered(answer, response));
  } catch (error) {
    // Which of the two limits ran out decides who speaks: API Gateway's own is a 504, Lambda's a failed function.
    if (error instanceof Throttled) throw new Refusal('refused');
    if (timedOut) throw new Refusal(route.timeoutMilliseconds <= target.timeoutSeconds * 1000 ? 'timedOut' : 'failed');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > BODY_BYTES) throw new Refusal('tooLarge');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
