import type { Random } from '../random';
import type { CalculatedCheck, HealthCheck } from './model';

/**
 * The state of any check, from the states of the endpoint checks, which have their inversion applied already.
 * A CALCULATED check is healthy while at least `threshold` of its children are; inversion comes last.
 *
 * @throws RangeError when a check is not among `checks`, or counts itself: `zonesOf` makes no such model
 * @see R53/health-checks-creating-values (Monitoring other health checks)
 */
export function checkHealth(
  checks: readonly HealthCheck[],
  checkId: string,
  endpointIsHealthy: (checkId: string) => boolean,
): boolean {
  return judge(new Map(checks.map((check) => [check.id, check])), checkId, endpointIsHealthy, []);
}

function judge(
  checks: ReadonlyMap<string, HealthCheck>,
  checkId: string,
  endpointIsHealthy: (checkId: string) => boolean,
  above: readonly string[],
): boolean {
  const check = checks.get(checkId);
  if (check === undefined) throw new RangeError(`no health check ${checkId} in the model`);
  if (check.kind === 'endpoint') return endpointIsHealthy(checkId);
  if (above.includes(checkId)) throw new RangeError(`the health check ${checkId} counts itself`);
  return calculatedHealth(check, (child) => judge(checks, child, endpointIsHealthy, [...above, checkId]));
}

function calculatedHealth(check: CalculatedCheck, isHealthy: (childId: string) => boolean): boolean {
  const healthy = check.children.filter(isHealthy).length >= check.threshold;
  return check.inverted ? !healthy : healthy;
}

/** Seconds from a check's change of state until Route 53's DNS servers answer by it: 5 to 10. Not confirmed by AWS. */
export const PROPAGATION_SECONDS = { least: 5, most: 10 } as const;

export function propagationSeconds(random: Random): number {
  return PROPAGATION_SECONDS.least + random() * (PROPAGATION_SECONDS.most - PROPAGATION_SECONDS.least);
}
