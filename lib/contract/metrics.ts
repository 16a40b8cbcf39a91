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
  /** What a worker tried; by version too. */
  tries: 'JobTries',
  /** Of them: 1 where no rung answered, 0 where one did. */
  unanswered: 'JobUnanswered',
  /** Other cells of the cloud that have not swept for ten minutes. */
  sweepsOverdue: 'SweepsOverdue',
} as const;

/** What the gateway of an AWS cell measures, of all requests together; some of it by route, tier, upstream, rung or version too. */
export const GATEWAY_METRICS = {
  namespace: 'Understudy',
  /** Of callers: what the prober asks is in none of them. */
  requests: 'Requests',
  /** Answered with 5xx, or broken off. */
  errors: 'Errors',
  /** Refused for load. */
  sheds: 'Sheds',
  /** Refused since no rung at the route's floor answered. */
  belowFloor: 'BelowFloor',
  /** Refused since no rung lies within the route's residency, or declares its controls. */
  outsideFence: 'OutsideFence',
  latency: 'Latency',
  /** Until a stream's first content. */
  firstContent: 'FirstContent',
  /** Answered from below the preferred tier, whyever. */
  degraded: 'Degraded',
  /** By tier alone. */
  answers: 'Answers',
  /** 1 where a breaker opened, 0 where one closed. */
  breakerOpen: 'BreakerOpen',
  /** What only a person mends: a key that opens nothing, a model that is not there. */
  alarms: 'Alarms',
  /** 1 while people have a rung passed over, told now and then. */
  rungDisabled: 'RungDisabled',
} as const;

/** What whoever holds the switch of a cell measures. */
export const SWITCH_METRICS = {
  namespace: 'Understudy',
  /** 1 while the cell is evacuated, told now and then. */
  evacuated: 'Evacuated',
} as const;

/** What the watch of an AWS cell measures of a cell elsewhere. */
export const WATCH_METRICS = {
  namespace: 'Understudy',
  /** 1 where it answered that it serves, 0 where it did not. */
  serves: 'NeighbourServes',
} as const;
