/** The gateway's paths. */
export const PATHS = {
  chatCompletions: '/v1/chat/completions',
  models: '/v1/models',
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
  /** How many rungs were asked. */
  attempts: 'x-understudy-attempts',
} as const;

/** The member of a response body (and of a stream's first chunk) that says the same as the headers. */
export const BODY_MEMBER = 'understudy';

export interface ServedBy {
  readonly tier: number;
  readonly rung: string;
  readonly model: string;
  readonly cell: string;
  readonly reason: string;
  readonly attempts: number;
}
