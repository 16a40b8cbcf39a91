/** One row of a benchmark: ours beside the alternative, measured in the same run. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly other: number;
  /** ours / other */
  readonly ratio: number;
}

export function row(name: string, unit: string, ours: number, other: number): Row {
  return { name, unit, ours, other, ratio: ours / other };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Prints a table, or with `-- --json` one array. */
export function print(rows: readonly Row[], labels: { ours: string; other: string }): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(rows));
    return;
  }
  const number = (value: number) => value.toFixed(value < 10 ? 2 : value < 1000 ? 1 : 0);
  const lines = [
    ['', 'unit', labels.ours, labels.other, 'ratio'],
    ...rows.map((one) => [one.name, one.unit, number(one.ours), number(one.other), one.ratio.toFixed(2)]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines) {
    console.log(line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
  }
}
