import type { Random } from '../random';
import type { CalculatedCheck, HealthCheck, MetricCheck, ObservedCheck } from './model';

/**
 * The state of any check, from the states of the observed ones (endpoints, metrics, routing controls), which have their
 * inversion applied already. A CALCULATED check is healthy while at least `threshold` of its children are; inversion
 * comes last. A disabled check is healthy, disabled and inverted it is not.
 *
 * @throws RangeError when a check is not among `checks`, or counts itself: `zonesOf` makes no such model
 * @see R53/health-checks-creating-values (Monitoring other health checks; Disabled)
 */
export function checkHealth(
  checks: readonly HealthCheck[],
  checkId: string,
  observedHealthy: (checkId: string) => boolean,
): boolean {
  return judge(new Map(checks.map((check) => [check.id, check])), checkId, observedHealthy, []);
}

function judge(
  checks: ReadonlyMap<string, HealthCheck>,
  checkId: string,
  observedHealthy: (checkId: string) => boolean,
  above: readonly string[],
): boolean {
  const check = checks.get(checkId);
  if (check === undefined) throw new RangeError(`no health check ${checkId} in the model`);
  if (check.kind === 'disabled') return !check.inverted;
  if (check.kind !== 'calculated') return observedHealthy(checkId);
  if (above.includes(checkId)) throw new RangeError(`the health check ${checkId} counts itself`);
  return calculatedHealth(check, (child) => judge(checks, child, observedHealthy, [...above, checkId]));
}

function calculatedHealth(check: CalculatedCheck, isHealthy: (childId: string) => boolean): boolean {
  const healthy = check.children.filter(isHealthy).length >= check.threshold;
  return check.inverted ? !healthy : healthy;
}

/** What the data behind an alarm say: within the threshold, past it, or not enough to say. */
export type MetricData = 'ok' | 'alarm' | 'insufficient';

/**
 * @param lastKnown the state while the data last sufficed, inversion not applied; healthy where there was none
 * @see R53/health-checks-creating-values (Health check status)
 */
export function metricHealth(check: MetricCheck, data: MetricData, lastKnown = true): boolean {
  const raw = data === 'insufficient' ? INSUFFICIENT[check.insufficientData](lastKnown) : data === 'ok';
  return check.inverted ? !raw : raw;
}

const INSUFFICIENT: Readonly<Record<MetricCheck['insufficientData'], (lastKnown: boolean) => boolean>> = {
  healthy: () => true,
  unhealthy: () => false,
  'last-known': (lastKnown) => lastKnown,
};

/**
 * The state of a check that was just made, before anybody has looked: healthy, inverted unhealthy; by a metric what it
 * says without data; by a routing control unhealthy, since a new one is off.
 */
export function firstHealth(check: ObservedCheck): boolean {
  switch (check.kind) {
    case 'endpoint':
      return !check.inverted;
    case 'metric':
      return metricHealth(check, 'insufficient');
    case 'routing-control':
      return check.inverted;
  }
}

/** Seconds from a check's change of state until Route 53's DNS servers answer by it: 5 to 10. Not confirmed by AWS. */
export const PROPAGATION_SECONDS = { least: 5, most: 10 } as const;

export function propagationSeconds(random: Random): number {
  return PROPAGATION_SECONDS.least + random() * (PROPAGATION_SECONDS.most - PROPAGATION_SECONDS.least);
}
