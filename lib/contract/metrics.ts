/** What the prober of an AWS cell measures, by the names under which alarms read it. */
export const PROBER_METRICS = {
  namespace: 'Understudy',
  /** Rounds of a period: none when the prober is gone. */
  probes: 'Probes',
  /** Those of them of which nothing is known. */
  unknown: 'ProbesUnknown',
  /** The share of the known rounds in which the cell served. */
  serving: 'Serving',
  /** 1 where the preferred tier answered as expected, 0 where it did not; nothing where that is not known. */
  preferred: 'Preferred',
  /** Of one rung, and of one rung for a route: the share of its golden answers that were as expected. */
  quality: 'Quality',
  /** Of the slowest of them, in milliseconds. */
  latency: 'GoldenLatency',
} as const;

/** What the workers and sweeps of a cell's jobs measure. */
export const JOB_METRICS = {
  namespace: 'Understudy',
  /** Other cells of the cloud that have not swept for ten minutes. */
  sweepsOverdue: 'SweepsOverdue',
} as const;
