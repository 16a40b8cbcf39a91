import { ACCEPTED, type Accepted, acceptedBy, idle } from './accepted';
import type { Finding, Tool } from './finding';

/** What one tool said of all templates. */
export interface Verdict {
  readonly tool: Tool;
  readonly version: string;
  readonly verdict: 'passed' | 'failed' | 'not run';
  /** What this tool cannot see; where it did not run, why. */
  readonly unseen: string;
  /** All that it found, accepted or not. */
  readonly findings: number;
  readonly open: readonly Finding[];
  /** Rules that are accepted and were not met: rows to be removed. */
  readonly idle: readonly Accepted[];
  /** Whether what was broken on purpose was noticed; by rule. */
  readonly controls: Readonly<Record<string, boolean>>;
}

export type About = Pick<Verdict, 'tool' | 'version' | 'unseen'>;

/**
 * @param wanted the rules that the broken template breaks, at least one
 * @param brokenFindings what the tool said of that template
 */
export function judge(
  about: About,
  findings: readonly Finding[],
  wanted: readonly string[],
  brokenFindings: readonly Finding[],
  table: readonly Accepted[] = ACCEPTED,
): Verdict {
  const open = findings.filter((finding) => acceptedBy(finding, table) === undefined);
  const unmet = idle(about.tool, findings, table);
  const controls = Object.fromEntries(wanted.map((rule) => [rule, brokenFindings.some((one) => one.rule === rule)]));
  const passed =
    open.length === 0 && unmet.length === 0 && wanted.length > 0 && !Object.values(controls).includes(false);
  const verdict = passed ? 'passed' : 'failed';
  return { ...about, verdict, findings: findings.length, open, idle: unmet, controls };
}

export function notRun(about: About): Verdict {
  return { ...about, verdict: 'not run', findings: 0, open: [], idle: [], controls: {} };
}

/** 1 if something failed. What did not run is said, and is neither. */
export function exitStatus(verdicts: readonly Verdict[]): 0 | 1 {
  return verdicts.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
}

/** A table for people, below it what is wrong, and in the last line how many tools say what. */
export function table(verdicts: readonly Verdict[], accepted: readonly Accepted[] = ACCEPTED): string {
  const rows = [
    ['tool', 'version', 'verdict', 'findings', 'accepted', 'open', 'controls', 'what it did not see'],
    ...verdicts.map(({ tool, version, verdict, findings, open, controls, unseen }) => {
      const noticed = Object.values(controls);
      const count = verdict === 'not run' ? ['-', '-', '-', '-'] : [`${findings}`, `${findings - open.length}`];
      if (verdict !== 'not run') count.push(`${open.length}`, `${noticed.filter(Boolean).length}/${noticed.length}`);
      return [tool, version, verdict, ...count, unseen];
    }),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const ran = accepted.filter(({ tool }) => verdicts.some((one) => one.tool === tool && one.verdict !== 'not run'));
  const reasons = ran.map(
    ({ tool, rule, types, reason }) => `accepted: ${tool} ${rule} at ${types.join(', ')}: ${reason}`,
  );
  return [...lines, '', ...reasons, '', ...verdicts.flatMap(wrong), counted(verdicts)].join('\n');
}

function wrong({ tool, open, idle: unmet, controls }: Verdict): string[] {
  return [
    ...open.map(({ rule, type, place, message }) => `${tool}: ${rule}: ${place} (${type}): ${message}`),
    ...unmet.map(({ rule }) => `${tool}: accepted-not-met: ${rule} was not found: remove its row`),
    ...Object.entries(controls)
      .filter(([, noticed]) => !noticed)
      .map(([rule]) => `${tool}: control-not-noticed: ${rule} was broken on purpose and passed`),
  ];
}

function counted(verdicts: readonly Verdict[]): string {
  return (['passed', 'failed', 'not run'] as const)
    .map((kind) => `${verdicts.filter(({ verdict }) => verdict === kind).length} ${kind}`)
    .join(', ');
}
