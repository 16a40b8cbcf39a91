import { DEFAULT_TIMEOUTS, type Timeouts } from '../../contract/ladder';

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

export function timesOf({ timeouts, budget, left, streams, holds }: Allowance): Times {
  const seconds: Timeouts & typeof DEFAULT_TIMEOUTS = { ...DEFAULT_TIMEOUTS, ...timeouts };
  const total = (seconds.totalSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  const whole = Math.min(budget, total);
  if (!streams) return { headers: whole, firstContent: whole, idle: whole, commit: whole, end: whole };
  const firstContent = Math.min(seconds.firstTokenSeconds * 1000, whole);
  return {
    headers: Math.min(seconds.headersSeconds * 1000, whole),
    firstContent,
    idle: seconds.idleSeconds * 1000,
    commit: holds ? whole : firstContent,
    end: Math.min(left, total),
  };
}
