import type { Demand } from './topology';

/** What a frontier model writes in a second: a cautious figure, which nothing but this estimate rests on. */
const TOKENS_PER_SECOND = 30;

/**
 * What one cell must hold at once when it is the last one: all of the service's peak, by Little's law as many requests
 * as arrive while one answer is written.
 */
export function requestsInFlight({ peakRequestsPerSecond, outputTokens }: Demand): number {
  return peakRequestsPerSecond * Math.max(1, outputTokens / TOKENS_PER_SECOND);
}
