/** How a release reaches the callers of a cell: its gateway, and what answers the probes. */
export enum Rollout {
  /** A tenth of what is asked for 15 minutes, then all; taken back where that tenth fares worse than the others. */
  CANARY = 'canary',
  /** A tenth more every three minutes; taken back in the same way. */
  LINEAR = 'linear',
  /** At once, and nothing takes it back: for what nobody depends on. */
  ALL_AT_ONCE = 'all-at-once',
}
