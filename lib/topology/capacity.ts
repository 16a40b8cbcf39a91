import { requestsInFlight } from './requests-in-flight';
import type { Demand } from './topology';

export interface Capacity {
  readonly reservedConcurrency: number;
  readonly requestsPerSecond: number;
}

/**
 * What one cell must take when it is the last one. Undefined without a demand: then the gateway's defaults stand.
 *
 * A new account has 1,000 executions at once in a Region, of which 100 stay unreserved, 10 are the health function's and
 * one is the prober's;
 * a reservation beyond that needs a quota first, so none is made here.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export function capacityOf(demand: Demand | undefined): Capacity | undefined {
  if (demand === undefined) return undefined;
  const inFlight = requestsInFlight(demand);
  return {
    reservedConcurrency: Math.min(Math.max(Math.ceil(inFlight), 10), 889),
    requestsPerSecond: Math.ceil(2 * demand.peakRequestsPerSecond),
  };
}
