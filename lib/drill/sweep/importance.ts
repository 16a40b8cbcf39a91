import type { Availability } from '../availability/availability';
import type { System } from '../system/system';
import { shareBelow } from './cut-sets';
import type { SweepRow } from './sweep';

/** How much hangs on one component. */
export interface Importance {
  readonly component: string;
  /** The part of all clients below the floor when it alone is lost. */
  readonly alone: number;
  /** In how many pairs of faults that nobody survives it takes part, where neither alone is enough. */
  readonly pairs: number;
  /** Fussell and Vesely's measure: its part in what is expected to be lost; undefined where nothing is promised of it. */
  readonly part?: number;
}

/** What matters most, first. */
export function importanceOf(
  system: System,
  rows: readonly SweepRow[],
  { assumed }: Availability,
  floor: number,
): readonly Importance[] {
  const downOf = new Map(assumed.map(({ component, down }) => [component, Math.sqrt(down.least * down.most)]));
  const down = system.components.map(({ id }) => downOf.get(id));
  const alone = new Map<number, number>();
  const pairs = new Map<number, number>();
  const parts = new Map<number, number>();
  let total = 0;
  for (const row of rows) {
    const below = shareBelow(row, floor);
    const { faults } = row;
    if (faults.length === 1) alone.set(faults[0], below);
    if (below < 1e-9) continue;
    const chance = faults.reduce((product, fault) => product * (down[fault] ?? 0), 1);
    total += chance * below;
    const both = faults.length === 2 && faults.every((fault) => (alone.get(fault) ?? 0) < 1e-9);
    for (const fault of faults) {
      parts.set(fault, (parts.get(fault) ?? 0) + chance * below);
      if (both) pairs.set(fault, (pairs.get(fault) ?? 0) + 1);
    }
  }
  return system.components
    .map(({ id }, index) => ({
      ...{ component: id, alone: alone.get(index) ?? 0, pairs: pairs.get(index) ?? 0 },
      ...(down[index] === undefined || total === 0 ? {} : { part: (parts.get(index) ?? 0) / total }),
    }))
    .filter((one) => one.alone > 0 || one.pairs > 0 || (one.part ?? 0) > 0)
    .sort(
      (left, right) => right.alone - left.alone || right.pairs - left.pairs || (right.part ?? 0) - (left.part ?? 0),
    );
}
