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

/** More places than these nobody reads where nothing is known of any. */
const MOST_PLACES = 3;

/** Neighbours that nobody could say anything of, for the same reason, as one with their places. */
export function together(findings: readonly Finding[]): readonly Finding[] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const [first] = groups.at(-1) ?? [];
    if (first !== undefined && finding.verdict === 'unknown' && alike(first, finding)) groups.at(-1)?.push(finding);
    else groups.push([finding]);
  }
  return groups.map((group) => ({ ...(group[0] as Finding), place: placesText(group.map(({ place }) => place)) }));
}

function placesText(places: readonly string[]): string {
  if (places.length <= MOST_PLACES) return places.join(', ');
  return `${places[0]} and ${places.length - 1} places more`;
}

function alike(one: Finding, other: Finding): boolean {
  return (['check', 'verdict', 'found', 'mend'] as const).every((part) => one[part] === other[part]);
}
