/** What one fully busy instance of a server does, all of its requests together. */
export interface Throughput {
  /** Tokens read. */
  readonly inputTokensPerSecond: number;
  /** Tokens written. */
  readonly outputTokensPerSecond: number;
}
