/** The known name that is most like what was written, or undefined when none is like it. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const bound = Math.max(2, Math.floor(written.length / 3));
  // What is much longer than every known name is near to none, and costly to compare.
  const candidates = known
    .filter((name) => Math.abs(name.length - written.length) <= bound)
    .map((name) => ({ name, distance: editDistance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= bound)
    .sort((a, b) => a.distance - b.distance);
  return candidates[0]?.name;
}

/** Insertions, deletions, substitutions and swaps of neighbours: optimal string alignment. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
      }
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
