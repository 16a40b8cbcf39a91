import type { Demand } from '../../topology/topology';

export interface Capacity {
  readonly reservedConcurrency: number;
  readonly requestsPerSecond: number;
}

/** What a frontier model writes in a second: a cautious figure, which nothing but this estimate rests on. */
const TOKENS_PER_SECOND = 30;

/**
 * What one cell must take when it is the last one: all of the service's peak, and by Little's law as many requests in
 * flight as arrive while one answer is written. Undefined without a demand: then the gateway's defaults stand.
 *
 * A new account has 1,000 executions at once in a Region, of which 100 stay unreserved and 10 are the health function's;
 * a reservation beyond that needs a quota first, so none is made here.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export function capacityOf(demand: Demand | undefined): Capacity | undefined {
  if (demand === undefined) return undefined;
  const inFlight = demand.peakRequestsPerSecond * Math.max(1, demand.outputTokens / TOKENS_PER_SECOND);
  return {
    reservedConcurrency: Math.min(Math.max(Math.ceil(inFlight), 10), 890),
    requestsPerSecond: Math.ceil(2 * demand.peakRequestsPerSecond),
  };
}
