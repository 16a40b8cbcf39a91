import type { Check, Ground } from './check';
import { CHECKS } from './checks/checks';
import type { Finding } from './finding';
import { together, toldOnce } from './same-cause';

/** Runs the checks beside each other; their findings in the checks' order. A check that breaks is unknown, not a pass. */
export async function preflight(ground: Ground, checks: readonly Check[] = CHECKS): Promise<readonly Finding[]> {
  const all = await Promise.all(
    checks.map(async ({ id, run }) => {
      try {
        return (await run(ground)).map((found) => ({ check: id, ...found }));
      } catch (error) {
        const found = `the check broke: ${error instanceof Error ? error.message : error}`;
        return [{ check: id, place: '-', verdict: 'unknown' as const, found, mend: 'report it' }];
      }
    }),
  );
  return toldOnce(all.flat(), checks);
}

/** A line for each finding, or for all of a check that are unknown for one reason; the mend below it, and in the last one how many there are of each verdict. */
export function told(findings: readonly Finding[]): string {
  const marks = { pass: 'ok     ', fail: 'FAIL   ', unknown: 'unknown' };
  const lines = together(findings).flatMap(({ check, place, verdict, found, mend }) => [
    `${marks[verdict]}  ${check}  ${place}: ${found}`,
    ...(mend === undefined ? [] : [`         mend: ${mend}`]),
  ]);
  return [...lines, '', summary(findings)].join('\n');
}

export function counts(findings: readonly Finding[]) {
  const of = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length;
  return { pass: of('pass'), fail: of('fail'), unknown: of('unknown') };
}

function summary(findings: readonly Finding[]): string {
  const { pass, fail, unknown } = counts(findings);
  return `${pass} passed, ${fail} failed, ${unknown} unknown; nothing was changed`;
}
