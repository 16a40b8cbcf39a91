import { type CellId, type Cloud, parseCellId } from '../../contract/cell';
import { ladderOf, type Rung } from '../../contract/ladder';
import { insideFence, residencyOf } from '../../contract/residency';
import type { Route } from '../../contract/route';
import type { Finding } from '../finding';
import { allOf, anyOf } from '../show';
import type { Rule } from './rule';

/** Lambda's limit; @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LONGEST_DEADLINE_SECONDS = 900;

export const deadlinesInRange: Rule = ({ routes, document }) =>
  routes.flatMap(({ path, value }) => {
    if (value.deadlineSeconds <= LONGEST_DEADLINE_SECONDS) return [];
    return {
      code: 'deadline-out-of-range',
      path: [...path, 'deadline'],
      message: `${value.deadlineSeconds} s is longer than a request can last.`,
      found: document.routes[value.name].deadline,
      allowed: `at most ${LONGEST_DEADLINE_SECONDS}s`,
      mend: 'shorten the deadline, or let callers queue the request',
    } as const;
  });

/** Every cell must be able to serve every route, at its floor and inside its fence, when nothing has failed. */
export const floorsAreReached: Rule = ({ routes, cells, rungs, whole }) => {
  if (!whole('ladder')) return [];
  const ladder = rungs.map(({ value }) => value.rung);
  return routes.flatMap(({ path, value: route }) => {
    const short = cells.filter((cell) => !ladderOf(cell, ladder).some((rung) => rung.tier <= route.floor));
    const fenced = cells.filter((cell) => !short.includes(cell) && rungsInside(route, cell, ladder).length === 0);
    const uncontrolled = cells.filter(
      (cell) => ![...short, ...fenced].includes(cell) && rungsFor(route, cell, ladder).length === 0,
    );
    const findings: Finding[] = [];
    if (short.length > 0) {
      findings.push({
        code: 'floor-unreachable',
        path: [...path, 'floor'],
        message: `No rung reaches tier ${route.floor} in ${allOf(short)}.`,
        found: route.floor,
        allowed: anyOf(sharedTiers(short, ladder)) || 'nothing, with this ladder',
        mend: `lower the floor of ${route.name}, or give those cells such a rung`,
      });
    }
    if (fenced.length > 0) {
      findings.push({
        code: 'residency-unreachable',
        path: [...path, 'residency'],
        message: `No rung at tier ${route.floor} or better processes inside the fence in ${allOf(fenced)}.`,
        found: route.residency.join(', '),
        mend: `widen the fence of ${route.name}, or give those cells a rung inside it`,
      });
    }
    if (uncontrolled.length > 0) {
      findings.push({
        code: 'controls-unreachable',
        path: [...path, 'controls'],
        message: `No rung that may answer declares all of them in ${allOf(uncontrolled)}.`,
        found: route.controls?.join(', '),
        mend: `require less of ${route.name}, or declare the controls of a rung that keeps to them`,
      });
    }
    return findings;
  });
};

export const durabilityHasItsCloud: Rule = ({ routes, googleRegions, document, whole }) =>
  routes.flatMap(({ path, value }): Finding[] => {
    const { durability, otherCloudDown } = document.routes[value.name];
    if (durability === 'cloud') {
      if (googleRegions.length > 0 || !whole('google')) return [];
      const message = 'A job can outlive a cloud only where there is another to keep it.';
      const mend = 'declare google, or use durability: region';
      return [
        { code: 'durability-without-second-cloud', path: [...path, 'durability'], message, found: durability, mend },
      ];
    }
    if (otherCloudDown === undefined) return [];
    const message = 'otherCloudDown has a meaning with durability: cloud alone.';
    const place = [...path, 'otherCloudDown'];
    return [{ code: 'setting-without-effect', path: place, message, found: otherCloudDown, mend: 'remove it' }];
  });

/** The rungs of a cell that may answer a route. */
export function rungsFor(route: Route, cell: CellId, ladder: readonly Rung[]): Rung[] {
  const { controls = [] } = route;
  return rungsInside(route, cell, ladder).filter((rung) =>
    controls.every((control) => rung.controls?.includes(control)),
  );
}

/** Those at its floor and inside its fence. */
function rungsInside(route: Route, cell: CellId, ladder: readonly Rung[]): Rung[] {
  const cloud = parseCellId(cell)?.cloud as Cloud;
  return ladderOf(cell, ladder).filter((rung) => {
    const source = rung.on[cloud];
    return rung.tier <= route.floor && source && insideFence(residencyOf(rung, source, cell), route.residency);
  });
}

/** The floors that every one of the cells can meet. */
function sharedTiers(cells: readonly CellId[], ladder: readonly Rung[]): string[] {
  return [1, 2, 3]
    .filter((tier) => cells.every((cell) => ladderOf(cell, ladder).some((rung) => rung.tier <= tier)))
    .map(String);
}
