import type { Estate } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import { type DnsHealthCheck, healthChecksOf } from '../../estate/views/health-checks';
import { once } from '../../estate/views/once';
import type { DnsRecord } from '../../estate/views/records';

const byId = once((estate: Estate) => new Map(healthChecksOf(estate).map((check) => [check.node.id, check])));

/** The check that somebody names; undefined where the estate does not make it. */
export function checkAt(estate: Estate, link: Reference | string | Unknown | undefined): DnsHealthCheck | undefined {
  return link instanceof Reference ? byId(estate).get(link.nodeId) : undefined;
}

export function checkOf(estate: Estate, { healthCheck }: DnsRecord): DnsHealthCheck | undefined {
  return checkAt(estate, healthCheck);
}

/** A check itself, or all that a CALCULATED one counts, through any number of them; no CALCULATED one is among them. */
export function basicChecks(
  estate: Estate,
  check: DnsHealthCheck,
  above: readonly DnsHealthCheck[] = [],
): DnsHealthCheck[] {
  if (check.type !== 'CALCULATED') return [check];
  if (check.children instanceof Unknown || above.includes(check)) return [];
  return check.children.flatMap((child) => {
    const found = checkAt(estate, child);
    return found === undefined ? [] : basicChecks(estate, found, [...above, check]);
  });
}

/** One that a request to an endpoint answers. */
export function isProbe({ type }: DnsHealthCheck): boolean {
  return typeof type === 'string' && /^(HTTPS?|HTTPS?_STR_MATCH|TCP)$/.test(type);
}

export function isStringMatch({ type }: DnsHealthCheck): boolean {
  return typeof type === 'string' && type.endsWith('_STR_MATCH');
}
