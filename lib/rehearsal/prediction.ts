import type { HealthCheck, Location } from '../drill/route53/model';
import { type FailoverPrediction, predictFailover } from '../drill/route53/timing';
import type { NameServer } from './dns/name-server';

/** What the facts' timing says of a killed cell, whose connections are refused; null when nothing is probed or answered. */
export function predictionFor(
  checks: readonly HealthCheck[],
  names: NameServer,
  domain: string,
  from: Location,
): FailoverPrediction | null {
  const slowest = checks
    .filter((check) => check.kind === 'endpoint')
    // An inverted one looks for an order, which no cell gives by dying.
    .filter((check) => !check.inverted)
    .sort((a, b) => b.intervalSeconds * b.failureThreshold - a.intervalSeconds * a.failureThreshold)[0];
  const answer = names.resolve(domain, 'A', from);
  if (slowest === undefined || answer.kind !== 'answer') return null;
  return predictFailover(slowest, 'refused', answer.ttlSeconds);
}
