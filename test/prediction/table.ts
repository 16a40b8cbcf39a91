import type { Spread } from '../../lib/drill/simulation/play';
import type { Case } from './cases';

export interface Row {
  readonly name: string;
  readonly until: string;
  readonly predicted: Spread;
  /** Seconds of service time, one a run. */
  readonly measured: readonly number[];
}

export function rowOf({ name, until }: Case, predicted: Spread, measured: readonly number[]): Row {
  return { name, until, predicted, measured };
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** The one table, in Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const head = [
    'fault',
    'over when',
    'predicted 5th to 95th percentile',
    'median',
    'measured median',
    'of runs',
    'least to most',
  ];
  const lines = rows.map(({ name, until, predicted: { p5, median, p95 }, measured }) => [
    ...[name, until, `${p5.toFixed(0)} to ${p95.toFixed(0)} s`, `${median.toFixed(0)} s`],
    ...[`${medianOf(measured).toFixed(0)} s`, String(measured.length)],
    `${Math.min(...measured).toFixed(0)} to ${Math.max(...measured).toFixed(0)} s`,
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
