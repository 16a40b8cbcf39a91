import type { Check } from './check';
import type { Finding } from './finding';

/** What the clouds say of a login that is missing, expired or wrong; each service in its own words. */
const LOGIN = /credentials|token|auth login/i;

/**
 * What the others of a cloud rest on is asked first of it: who could not be asked that could not be asked the rest, and
 * its cause is told there alone.
 */
export function toldOnce(findings: readonly Finding[], checks: readonly Check[]): readonly Finding[] {
  return findings.map((finding) => {
    const cloud = checks.find(({ id }) => id === finding.check)?.cloud;
    const first = checks.find((check) => check.cloud === cloud)?.id;
    if (finding.check === first || finding.verdict !== 'unknown') return finding;
    const cause = findings.find(({ check, verdict, found }) => {
      return check === first && verdict !== 'pass' && isSame(found, finding.found);
    });
    if (cause === undefined) return finding;
    return { ...finding, found: `unknown for the same reason as ${first}`, mend: `mend ${first} first` };
  });
}

function isSame(one: string, other: string): boolean {
  return one === other || (LOGIN.test(one) && LOGIN.test(other));
}

/** Neighbours that nobody could say anything of, for the same reason, as one with all their places. */
export function together(findings: readonly Finding[]): readonly Finding[] {
  const told: Finding[] = [];
  for (const finding of findings) {
    const last = told.at(-1);
    if (last !== undefined && finding.verdict === 'unknown' && alike(last, finding)) {
      told[told.length - 1] = { ...last, place: `${last.place}, ${finding.place}` };
    } else told.push(finding);
  }
  return told;
}

function alike(one: Finding, other: Finding): boolean {
  return (['check', 'verdict', 'found', 'mend'] as const).every((part) => one[part] === other[part]);
}
