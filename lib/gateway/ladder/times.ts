import type { Timeouts } from '../../contract/ladder';

/** A stream's headers come when the model takes the request up: longer is a queue that the caller should not stand in. */
const HEADERS_SECONDS = 10;
const FIRST_TOKEN_SECONDS = 30;
const IDLE_SECONDS = 20;

/** How long one call may take, in milliseconds; all but `idle` count from the call. */
export interface Times {
  /** Until the response's headers. */
  readonly headers: number;
  /** Until the first content. */
  readonly firstContent: number;
  /** Between two parts. */
  readonly idle: number;
  /** Until the answer can no longer be taken back. */
  readonly commit: number;
  /** Until the last part. */
  readonly end: number;
}

export interface Allowance {
  readonly timeouts: Timeouts | undefined;
  /** What this rung may take of the request's time until it must leave the rest to those below. */
  readonly budget: number;
  /** What is left of the request's time. */
  readonly left: number;
  /** Is the model asked for a stream? A whole answer has no first content and no pauses: it comes at once. */
  readonly streams: boolean;
  /** Is the answer held back until it is whole? */
  readonly holds: boolean;
}

export function timesOf({ timeouts = {}, budget, left, streams, holds }: Allowance): Times {
  const total = milliseconds(timeouts.totalSeconds, Number.POSITIVE_INFINITY);
  const whole = Math.min(budget, total);
  if (!streams) return { headers: whole, firstContent: whole, idle: whole, commit: whole, end: whole };
  const firstContent = Math.min(milliseconds(timeouts.firstTokenSeconds, FIRST_TOKEN_SECONDS), whole);
  return {
    headers: Math.min(milliseconds(timeouts.headersSeconds, HEADERS_SECONDS), whole),
    firstContent,
    idle: milliseconds(timeouts.idleSeconds, IDLE_SECONDS),
    commit: holds ? whole : firstContent,
    end: Math.min(left, total),
  };
}

function milliseconds(seconds: number | undefined, otherwise: number): number {
  return (seconds ?? otherwise) * 1000;
}
