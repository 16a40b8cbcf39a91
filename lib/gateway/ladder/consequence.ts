import type { Failure } from './failure';

/** What follows from a failure, for the rung and for the request. */
export interface Consequence {
  /**
   * For the rung: `counts` against its breaker; `cools` it, since load is no fault; `alarms`, and opens it at once,
   * since only a person mends it; `none`, since it says nothing of the model's health.
   */
  readonly rung: 'counts' | 'cools' | 'alarms' | 'none';
  /** For the request: may `another` model answer it, only a `larger` one, or is the failure the `caller`'s own? */
  readonly next: 'another' | 'larger' | 'caller';
  /** Is it worth a second call at once? Only what passes by itself, and costs no time. */
  readonly retry: boolean;
}

const consequence = (rung: Consequence['rung'], next: Consequence['next'] = 'another', retry = false): Consequence => ({
  rung,
  next,
  retry,
});

/**
 * A content filter's refusal is never answered by another model: an outage's path must not become a way around it.
 */
export const CONSEQUENCES: Readonly<Record<Failure, Consequence>> = {
  unreachable: consequence('counts', 'another', true),
  timeout: consequence('counts'),
  stalled: consequence('counts'),
  throttled: consequence('cools'),
  unavailable: consequence('counts', 'another', true),
  denied: consequence('alarms'),
  missing: consequence('alarms'),
  rejected: consequence('none', 'caller'),
  'context-length': consequence('none', 'larger'),
  'content-filter': consequence('none', 'caller'),
  empty: consequence('counts'),
  unsatisfying: consequence('none'),
  truncated: consequence('counts'),
  garbled: consequence('counts'),
  abandoned: consequence('none', 'caller'),
  unread: consequence('none', 'caller'),
};
