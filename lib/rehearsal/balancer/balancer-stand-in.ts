import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { pipeline } from 'node:stream';
import type { Clock } from '../../drill/clock';
import type { Random } from '../../drill/random';
import type { Certificate } from '../certificates';
import { type Listening, listen } from '../listen';
import type { BackendPlan, BalancerPlan } from '../plan/balancer-plan';
import { matchHost } from './match-host';
import { type Outcome, Outliers } from './outliers';

/** A service behind it, where it is now. */
export interface ServiceEndpoint {
  /** Of 127.0.0.1; undefined while the service does not run. */
  readonly port: number | undefined;
  readonly timeoutSeconds: number;
}

export interface BalancerOptions {
  readonly plan: BalancerPlan;
  readonly certificate: Certificate;
  readonly host: string;
  readonly port: number;
  /** Where a request goes that a service is to answer. */
  readonly serviceOf: (id: string, request: IncomingMessage) => Promise<ServiceEndpoint | undefined>;
  /** Service time. */
  readonly now: Clock;
  readonly random: Random;
}

/**
 * Stands in for the global external load balancer: TLS, the URL map's hosts, outlier detection. One proxy, which takes
 * the services of a backend in turn, where Google has many and each takes the nearest. It tries a request once.
 */
export function startBalancer(options: BalancerOptions): Promise<Listening<ReturnType<typeof createServer>>> {
  const { plan, certificate } = options;
  const backends = [plan.otherHosts, ...plan.hosts.map(({ backend }) => backend)];
  const rotations = new Map(backends.map((backend) => [backend.id, new Rotation(backend, options)]));
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (request, response) => {
    const hostName = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    const rotation = rotations.get(matchHost(plan, hostName).id);
    const serviceId = rotation?.next();
    if (rotation === undefined || serviceId === undefined) {
      sayUnavailable(response, 'no healthy upstream');
      return;
    }
    const tell = (outcome: Outcome) => rotation.outliers.tell(serviceId, outcome);
    options.serviceOf(serviceId, request).then(
      (service) => pass(service, request, response, tell),
      () => response.destroy(),
    );
  });
  return listen(server, options.port, options.host);
}

/** The services of one backend, one after the other, without those that are ejected. */
class Rotation {
  public readonly outliers: Outliers;
  private turn = 0;

  public constructor(
    private readonly backend: BackendPlan,
    { now, random }: BalancerOptions,
  ) {
    this.outliers = new Outliers(backend.serviceIds, backend.outlierDetection, now, random);
  }

  public next(): string | undefined {
    const healthy = this.backend.serviceIds.filter((id) => !this.outliers.isEjected(id));
    return healthy[this.turn++ % healthy.length];
  }
}

/** Sends the request on as it is, and its answer back as it comes. */
function pass(
  service: ServiceEndpoint | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  tell: (outcome: Outcome) => void,
): void {
  if (service?.port === undefined) {
    tell('gateway-failed');
    sayUnavailable(response, UNREACHABLE);
    return;
  }
  const peer = request.socket.remoteAddress ?? '127.0.0.1';
  const outgoing = httpRequest({
    ...{ host: '127.0.0.1', port: service.port, method: request.method, path: request.url },
    headers: { ...endToEnd(request.headers), 'x-forwarded-for': peer, 'x-forwarded-proto': 'https', via: VIA },
    // One connection a request: a kept one could be closed by the service just as it is used again.
    agent: false,
  });
  const timer = setTimeout(() => {
    tell('gateway-failed');
    if (response.headersSent) response.destroy();
    else respond(response, 504, 'upstream request timeout');
    outgoing.destroy();
  }, service.timeoutSeconds * 1000);
  // A client that goes away ends the request; whoever answers it sees that.
  response.once('close', () => {
    clearTimeout(timer);
    outgoing.destroy();
  });
  outgoing.once('response', (answer) => {
    const status = answer.statusCode ?? 502;
    tell(status < 500 ? 'answered' : status >= 502 && status <= 504 ? 'gateway-failed' : 'failed');
    response.writeHead(status, endToEnd(answer.headers));
    // An answer that breaks off breaks off the client's.
    pipeline(answer, response, () => {});
  });
  outgoing.on('error', () => {
    if (response.headersSent || response.destroyed) return;
    tell('gateway-failed');
    sayUnavailable(response, UNREACHABLE);
  });
  request.pipe(outgoing);
}

const VIA = '1.1 google (stand-in)';

/** Without what concerns one connection alone. @see RFC 9110, 7.6.1 */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'keep-alive']);

const UNREACHABLE = 'upstream connect error or disconnect/reset before headers';

function sayUnavailable(response: ServerResponse, text: string): void {
  respond(response, 503, text);
}

function respond(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}
