import type { Algebra, Settled } from '../algebra/algebra';

/** What a set of components that fail together comes to. */
export interface SweepRow {
  /** Indices into the system's components, ascending. */
  readonly faults: readonly number[];
  /** The lowest tier that any client gets in the end; 0 where somebody gets nothing. */
  readonly worstTier: number;
  /** The part of all clients that nobody serves at the floor any more. */
  readonly lost: number;
  /** The part that was hit at first. */
  readonly hit: number;
  readonly expectedSeconds: number;
  readonly mostSeconds: number;
}

/** The lowest tier among all answers. */
export function worstTierOf({ places }: Settled): number {
  let worst = 1;
  for (const entry of places) {
    for (const shares of entry) {
      if (shares.length === 0) return 0;
      for (const { tier } of shares) {
        if (tier === 0) return 0;
        if (tier > worst) worst = tier;
      }
    }
  }
  return worst;
}

export function rowOf(algebra: Algebra, faults: readonly number[]): SweepRow {
  const settled = algebra.settle(faults);
  const { lost, hit, expectedSeconds, mostSeconds } = settled.recovery;
  return { faults, worstTier: worstTierOf(settled), lost, hit, expectedSeconds, mostSeconds };
}

/** Every set of up to so many components, small ones first. */
export function* combinations(count: number, most: number): Generator<readonly number[]> {
  const grow = function* (chosen: readonly number[], from: number, left: number): Generator<readonly number[]> {
    if (left === 0) {
      yield chosen;
      return;
    }
    for (let index = from; index <= count - left; index += 1) yield* grow([...chosen, index], index + 1, left - 1);
  };
  for (let size = 1; size <= most; size += 1) yield* grow([], 0, size);
}

export interface Sweep {
  readonly order: number;
  readonly scenarios: number;
  /** In the order of `combinations`. */
  readonly rows: readonly SweepRow[];
}

/** @param onProgress told now and then how many are done, of how many */
export function sweep(
  algebra: Algebra,
  order: number,
  onProgress: (done: number, of: number) => void = () => {},
): Sweep {
  const count = algebra.system.components.length;
  const scenarios = numberOfCombinations(count, order);
  const rows: SweepRow[] = [];
  for (const faults of combinations(count, order)) {
    rows.push(rowOf(algebra, faults));
    if (rows.length % 20_000 === 0) onProgress(rows.length, scenarios);
  }
  return { order, scenarios, rows };
}

export function numberOfCombinations(count: number, most: number): number {
  let [sum, binomial] = [0, 1];
  for (let size = 1; size <= most; size += 1) {
    binomial = (binomial * (count - size + 1)) / size;
    sum += binomial;
  }
  return sum;
}
