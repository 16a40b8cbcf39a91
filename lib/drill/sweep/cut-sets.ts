import type { Sweep, SweepRow } from './sweep';

/** A smallest set of components whose loss brings some client below a tier. */
export interface CutSet {
  readonly faults: readonly number[];
  /** Of all clients. */
  readonly share: number;
}

/**
 * The minimal cut sets for a tier, of the sizes that were swept: none holds another. Some client is then served at a
 * larger number, or not at all.
 */
export function cutSets({ rows }: Pick<Sweep, 'rows'>, tier: number): CutSet[] {
  const found: CutSet[] = [];
  const singles = new Set<number>();
  const pairs = new Set<string>();
  for (const row of rows) {
    const isCut = row.worstTier === 0 || row.worstTier > tier;
    if (!isCut) continue;
    const { faults } = row;
    if (faults.some((fault) => singles.has(fault))) continue;
    if (faults.length > 2 && holdsPair(faults, pairs)) continue;
    if (faults.length === 1) singles.add(faults[0]);
    if (faults.length === 2) pairs.add(faults.join());
    found.push({ faults, share: shareBelow(row, tier) });
  }
  return found;
}

/** The part of all clients that is not answered at the tier or better. */
export function shareBelow({ tiers }: SweepRow, tier: number): number {
  let answered = 0;
  for (let one = 1; one <= tier; one += 1) answered += tiers[one];
  return Math.max(0, 1 - answered);
}

function holdsPair(faults: readonly number[], pairs: ReadonlySet<string>): boolean {
  return faults.some((one, index) => faults.slice(index + 1).some((other) => pairs.has(`${one},${other}`)));
}
