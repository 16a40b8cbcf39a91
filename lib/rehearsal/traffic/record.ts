/** What became of one request. Times are seconds of service time since the start. */
export interface RequestRecord {
  readonly startedAt: number;
  readonly endedAt: number;
  /** The AWS Region beside which the client stands. */
  readonly from: string;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'answered'; readonly cell: string; readonly tier: string }
  /** `connection-refused`, `http-503`, `no-content`, `time-out`, … */
  | { readonly kind: 'failed'; readonly reason: string };
