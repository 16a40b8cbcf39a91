import type { SweepRow } from '../sweep/sweep';

/** More would be a wall. */
const MOST_COMPONENTS = 120;

/** The matrix of the pairs: row i has a digit for each component after i; 0 where somebody gets nothing, else the worst tier. */
export function lowerTiers(rows: readonly SweepRow[], components: number): string[] {
  if (components > MOST_COMPONENTS || !rows.some(({ faults }) => faults.length === 2)) return [];
  const lines: string[][] = Array.from({ length: components }, () => []);
  for (const { faults, worstTier } of rows) if (faults.length === 2) lines[faults[0]].push(String(worstTier));
  return lines.map((line) => line.join(''));
}
