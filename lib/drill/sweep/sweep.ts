import type { Algebra } from '../algebra/algebra';

/** What a set of components that fail together comes to. */
export interface SweepRow {
  /** Indices into the system's components, ascending. */
  readonly faults: readonly number[];
  /** The lowest tier that any client gets in the end; 0 where somebody gets nothing. */
  readonly worstTier: number;
  /** By tier, the part of all clients that is answered there in the end; at 0 the part that nobody answers. */
  readonly tiers: readonly number[];
  /** The part of all clients that nobody serves at the floor any more. */
  readonly lost: number;
  /** The part that was hit at first. */
  readonly hit: number;
  readonly expectedSeconds: number;
  readonly mostSeconds: number;
}

export function rowOf(algebra: Algebra, faults: readonly number[]): SweepRow {
  const { places, recovery } = algebra.settle(faults);
  const tiers = [0, 0, 0, 0];
  const weights = algebra.system.places;
  for (const entry of places) {
    for (let place = 0; place < entry.length; place += 1) {
      const weight = weights[place].share / places.length;
      let left = 1;
      for (const { share, tier } of entry[place]) {
        tiers[tier] += share * weight;
        left -= share;
      }
      if (left > 1e-9) tiers[0] += left * weight;
    }
  }
  const worst = tiers[0] > 1e-9 ? 0 : tiers[3] > 1e-9 ? 3 : tiers[2] > 1e-9 ? 2 : 1;
  const { lost, hit, expectedSeconds, mostSeconds } = recovery;
  return { faults, worstTier: worst, tiers, lost, hit, expectedSeconds, mostSeconds };
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
