import type { UnsatisfiedRule } from './route';

/** The gateway's paths. */
export const PATHS = {
  chatCompletions: '/v1/chat/completions',
  models: '/v1/models',
  jobs: '/v1/jobs',
  /** Prometheus text, for who has a key; on plain Node alone. */
  metrics: '/metrics',
  /** 200 while this process answers; asks nothing of anybody else. */
  live: '/health/live',
  /** 200 while the cell can serve at least one route at its floor. */
  serving: '/health/serving',
  /** 200 while the cell's serving tier is its ladder's first. */
  preferred: '/health/preferred',
} as const;

/** Headers of every answer: what served it, and why that. */
export const HEADERS = {
  tier: 'x-understudy-tier',
  rung: 'x-understudy-rung',
  model: 'x-understudy-model',
  cell: 'x-understudy-cell',
  /** `preferred`, or why a lower rung answered: `frontier: throttled`. */
  reason: 'x-understudy-reason',
  /** How many calls were made; a second one to the same rung counts. */
  attempts: 'x-understudy-attempts',
} as const;

/**
 * A caller's own deadline: whole milliseconds from the request's arrival to its last byte. The shorter of it and the
 * route's holds.
 */
export const DEADLINE_HEADER = 'x-understudy-deadline-ms';

/** Names a request that may be sent twice: the same key and body within 24 h give the same job. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/** `Prefer: respond-async`: the caller takes a job for an answer. @see https://www.rfc-editor.org/rfc/rfc7240 */
export const PREFER_HEADER = 'prefer';

/**
 * Which rungs alone may answer, by their names with commas between. For the cell's prober, whose key is good with this
 * header only; nobody else's key is good with it.
 */
export const PROBE_HEADER = 'x-understudy-probe';

/** The member of a response body (and of a stream's first chunk) that says the same as the headers. */
export const BODY_MEMBER = 'understudy';

export interface ServedBy {
  readonly tier: number;
  readonly rung: string;
  readonly model: string;
  readonly cell: string;
  readonly reason: string;
  readonly attempts: number;
  /** Every call in its order, the one that answers last. The header `server-timing` says the same. */
  readonly tried: readonly Tried[];
}

/** One call to a rung. */
export interface Tried {
  readonly rung: string;
  /** `answered`, or why it did not. */
  readonly outcome: string;
  /** With `unsatisfying`: what the answer did not satisfy. */
  readonly rule?: UnsatisfiedRule;
  /** Until it failed, was whole, or, streamed, had its first content. */
  readonly milliseconds: number;
}
