/** What was tried, and what came out. */
export interface Row {
  readonly what: string;
  readonly verdict: 'passed' | 'failed' | 'not run';
  /** A measure of it, or why it was not run. */
  readonly detail: string;
  readonly problems: readonly string[];
}

export function row(what: string, problems: readonly string[], detail = ''): Row {
  return { what, verdict: problems.length === 0 ? 'passed' : 'failed', detail, problems };
}

/** For people: the rows, what is wrong below them, and in the last line how many say what. */
export function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  return [
    ...rows.map(({ what, verdict, detail }) => `${verdict.padEnd(7)}  ${what.padEnd(width)}  ${detail}`.trimEnd()),
    '',
    ...rows.flatMap(({ what, problems }) => problems.map((problem) => `${what}: ${problem}`)),
    counted(rows),
  ].join('\n');
}

/** 1 if something failed. What did not run is said, and is neither. */
export function exitStatus(rows: readonly Row[]): 0 | 1 {
  return rows.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
}

function counted(rows: readonly Row[]): string {
  return (['passed', 'failed', 'not run'] as const)
    .map((kind) => `${rows.filter(({ verdict }) => verdict === kind).length} ${kind}`)
    .join(', ');
}
