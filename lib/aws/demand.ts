/** What the whole service is asked for at its busiest. */
export interface Demand {
  readonly peakRequestsPerSecond: number;
  /** Tokens of an average request. */
  readonly inputTokens: number;
  /** Tokens of an average answer. */
  readonly outputTokens: number;
}
