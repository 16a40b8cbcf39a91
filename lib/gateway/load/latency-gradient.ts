/**
 * How many requests may be in flight, as measured latency has it: when answers take longer than they used to, something
 * behind queues, and more at once would only make it queue longer. The gradient of Netflix's `Gradient2Limit`: the
 * usual latency over that of now, never below a half, with room for a queue of the limit's square root, so that it
 * keeps looking for more.
 *
 * A pure function of what was sampled.
 * @see https://github.com/Netflix/concurrency-limits
 */
export interface Limit {
  readonly value: number;
  /** Of each rung: a small model's latency says nothing of a large one's. */
  readonly usual: Readonly<Record<string, number>>;
}

/** What one window of samples says. */
export interface Window {
  readonly rung: string;
  /** The median of its samples, in milliseconds until an answer could not be taken back. */
  readonly milliseconds: number;
  /** The most that were in flight meanwhile. */
  readonly inFlight: number;
}

export const SMALLEST_LIMIT = 16;
export const LARGEST_LIMIT = 1024;
export const FIRST_LIMIT: Limit = { value: 256, usual: {} };

/** Models' latency varies with what they are asked: less than this factor is no sign. Netflix's is 1.5. */
const TOLERANCE = 2;
/** What is faster than this is no queue that anybody feels, however much faster it was before. */
export const NEGLIGIBLE_MILLISECONDS = 250;
/** The weight of one window in the usual latency: it follows in minutes what the limit follows in seconds. */
const USUAL_WEIGHT = 0.02;
/** What is twice as slow as now was an outage, and is to be forgotten faster. Both as in Netflix's. */
const STALE_RATIO = 2;
const STALE_DECAY = 0.95;
/** The weight of one window in the limit. */
const LIMIT_WEIGHT = 0.2;

export function next({ value, usual }: Limit, { rung, milliseconds, inFlight }: Window): Limit {
  const now = Math.max(NEGLIGIBLE_MILLISECONDS, milliseconds);
  const before = usual[rung] ?? now;
  const moved = before + (now - before) * USUAL_WEIGHT;
  const long = moved / now > STALE_RATIO ? moved * STALE_DECAY : moved;
  const remembered = { ...usual, [rung]: long };
  const gradient = Math.max(0.5, Math.min(1, (TOLERANCE * long) / now));
  // Few in flight are no proof that more would do.
  if (gradient === 1 && inFlight < value / 2) return { value, usual: remembered };
  const wanted = value * gradient + Math.sqrt(value);
  const smoothed = value + (wanted - value) * LIMIT_WEIGHT;
  return { value: Math.min(LARGEST_LIMIT, Math.max(SMALLEST_LIMIT, smoothed)), usual: remembered };
}
