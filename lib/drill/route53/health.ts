import type { Random } from '../random';
import type { HealthCheck } from './model';

/**
 * The state of any check, from the states of the endpoint checks (which have their inversion applied already).
 */
export function checkHealth(
  checks: readonly HealthCheck[],
  checkId: string,
  endpointIsHealthy: (checkId: string) => boolean,
): boolean {
  throw new Error(`not yet ${checks.length} ${checkId} ${endpointIsHealthy.length}`);
}

/** Seconds from a check's change of state until Route 53's DNS servers answer by it: 5 to 10. Not confirmed by AWS. */
export const PROPAGATION_SECONDS = { least: 5, most: 10 } as const;

export function propagationSeconds(random: Random): number {
  return PROPAGATION_SECONDS.least + random() * (PROPAGATION_SECONDS.most - PROPAGATION_SECONDS.least);
}
