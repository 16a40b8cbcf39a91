/** Kept back for the deterministic tier: it needs milliseconds, and a caller's clock may run ahead of ours. */
const RESERVE_SHARE = 0.05;
const LARGEST_RESERVE_MILLISECONDS = 1000;

/** What a rung gets of the remaining time while another model stands below it; the last one gets all. */
const SHARE = 2 / 3;

export interface Remaining {
  /** The route's whole deadline. */
  readonly deadlineMilliseconds: number;
  /** What is left of it. */
  readonly leftMilliseconds: number;
  /** How many rungs with a model are left, this one included. */
  readonly modelsLeft: number;
  /** Does the deterministic tier stand below? */
  readonly deterministicBelow: boolean;
}

/** How long a model's rung may take to commit itself; 0 when its turn comes too late. */
export function rungBudget(remaining: Remaining): number {
  const reserve = remaining.deterministicBelow
    ? Math.min(remaining.deadlineMilliseconds * RESERVE_SHARE, LARGEST_RESERVE_MILLISECONDS)
    : 0;
  const usable = Math.max(0, remaining.leftMilliseconds - reserve);
  return Math.floor(remaining.modelsLeft > 1 ? usable * SHARE : usable);
}
