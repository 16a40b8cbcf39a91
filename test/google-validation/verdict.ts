import { describe, type Problem } from '../../lib/contract/problem';

/** What one tool said of one thing. */
export interface Verdict {
  readonly what: string;
  /** With its version. */
  readonly tool: string;
  readonly verdict: 'passed' | 'failed' | 'not run';
  /** What this tool cannot see; where it did not run, why. */
  readonly unseen: string;
  readonly problems: readonly Problem[];
}

/** Said at the end of every run, whatever came out. */
export const NOT_BY_GOOGLE = 'google-serving is not validated by the Google provider itself';

/** A judgement that was made. */
export function judged(about: Pick<Verdict, 'what' | 'tool' | 'unseen'>, problems: readonly Problem[]): Verdict {
  return { ...about, verdict: problems.length === 0 ? 'passed' : 'failed', problems };
}

/** A judgement of something spoilt on purpose: it passes if each of these codes was found. */
export function control(what: string, tool: string, found: readonly Problem[], codes: readonly string[]): Verdict {
  const problems = codes
    .filter((code) => !found.some((problem) => problem.code === code))
    .map((code) => ({
      code: 'control-not-refused',
      path: what,
      message: 'what was spoilt on purpose was not noticed, so its other verdicts say nothing',
      allowed: code,
      mend: 'mend the validator',
    }));
  return judged({ what: `control: ${what}`, tool, unseen: '-' }, problems);
}

/** A table for people, the problems below it, and in the last line how many there are of each. */
export function table(verdicts: readonly Verdict[]): string {
  const rows = [
    ['what', 'tool', 'verdict', 'what it did not see'],
    ...verdicts.map(({ what, tool, verdict, unseen }) => [
      what,
      tool,
      verdict,
      verdict === 'not run' ? `not run: ${unseen}` : unseen,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const problems = verdicts.flatMap(({ what, problems: all }) => all.map((one) => `${what}: ${describe(one)}`));
  return [...lines, '', ...problems, `${count(verdicts)}; ${NOT_BY_GOOGLE}`].join('\n');
}

/** 1 if something failed. What did not run is said, and is neither. */
export function exitStatus(verdicts: readonly Verdict[]): 0 | 1 {
  return verdicts.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
}

function count(verdicts: readonly Verdict[]): string {
  return (['passed', 'failed', 'not run'] as const)
    .map((kind) => `${verdicts.filter(({ verdict }) => verdict === kind).length} ${kind}`)
    .join(', ');
}
