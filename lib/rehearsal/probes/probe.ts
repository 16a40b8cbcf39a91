import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import type { EndpointCheck } from '../../drill/route53/model';
import { PROBE_TIMEOUTS, responsePasses, SEARCHED_BYTES } from '../../drill/route53/probe';
import type { Endpoint } from '../addresses';
import { tcpProbe } from './tcp-probe';

/**
 * No time-out is shorter than so many milliseconds of this machine's clock, however fast the rehearsal: it would measure
 * this machine's load and not the cell. It is what a checker grants a response at real speed.
 */
export const LEAST_MILLISECONDS = 1000 * PROBE_TIMEOUTS.responseSeconds;

/**
 * Nothing is validated, as Route 53 validates nothing. One context for all probes: each would take a millisecond to make
 * its own, and there may be a hundred of them a second.
 */
const TLS: ConnectionOptions = { rejectUnauthorized: false, secureContext: createSecureContext() };

/**
 * One checker's request, as Route 53 sends it: with SNI and without validation, each step with its own time-out.
 *
 * @param wallMilliseconds how long so many seconds of service time take here
 */
export function probe(
  check: EndpointCheck,
  endpoint: Endpoint,
  wallMilliseconds: (seconds: number) => number,
  leastMilliseconds = LEAST_MILLISECONDS,
): Promise<boolean> {
  if (check.protocol === 'tcp') return tcpProbe(endpoint, wallMilliseconds, leastMilliseconds);
  const limit = (seconds: number) => Math.max(leastMilliseconds, wallMilliseconds(seconds));
  return new Promise((resolve) => {
    let timer = setTimeout(() => finish(false), limit(PROBE_TIMEOUTS.connectSeconds));
    const step = (seconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => finish(false), limit(seconds));
    };
    const finish = (passed: boolean) => {
      clearTimeout(timer);
      outgoing.destroy();
      resolve(passed);
    };
    const request = check.protocol === 'https' ? httpsRequest : httpRequest;
    const outgoing = request({
      ...endpoint,
      ...TLS,
      path: check.path,
      servername: check.host,
      headers: { host: check.host, 'user-agent': 'Amazon-Route53-Health-Check-Service (rehearsal)' },
      // Every probe is a new connection, as a checker's is.
      agent: false,
    });
    outgoing.once('socket', (socket) => socket.once('connect', () => step(PROBE_TIMEOUTS.responseSeconds)));
    outgoing.on('error', () => finish(false));
    outgoing.once('response', (response) => {
      const status = response.statusCode ?? 0;
      if (check.searchString === undefined) {
        finish(responsePasses(check, { status, body: Buffer.alloc(0) }));
        return;
      }
      step(PROBE_TIMEOUTS.bodySeconds);
      const chunks: Buffer[] = [];
      let bytes = 0;
      const judge = () => finish(responsePasses(check, { status, body: Buffer.concat(chunks) }));
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= SEARCHED_BYTES) judge();
      });
      response.once('end', judge);
    });
    outgoing.end();
  });
}
