/** A process that is to end gives back what it has in hand, so that another takes it up at once. */
export interface Leaving {
  /** Nothing more is begun. */
  readonly soon: AbortSignal;
  /** What was begun is broken off, and not held against the job. */
  readonly now: AbortSignal;
}
