import type { CellId } from '../../contract/cell';
import type { Route } from '../../contract/route';
import type { Draft } from '../draft';
import type { Finding } from '../finding';
import { allOf, anyOf } from '../show';
import { candidatesFor, rungsIn } from './candidates';
import type { Rule } from './rule';

/** Lambda's limit; @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LONGEST_DEADLINE_SECONDS = 900;

export const deadlinesInRange: Rule = ({ routesWith, document }) =>
  routesWith('deadline').flatMap(({ path, value }) => {
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
export const floorsAreReached: Rule = (draft) => {
  if (!draft.framed('ladder')) return [];
  // A fence or controls with a mistake are left out of the route, so that they keep nobody away.
  return draft.routesWith('floor').flatMap(({ path, value: route }) => {
    const cells = cellsToServe(route, draft).map((cell) => ({ cell, ...candidatesFor(route, cell, draft) }));
    const short = cells.filter(({ reaching }) => reaching.length === 0).map(({ cell }) => cell);
    const fenced = cells.filter(({ reaching, inside }) => reaching.length > 0 && inside.length === 0);
    const uncontrolled = cells.filter(({ inside, answering }) => inside.length > 0 && answering.length === 0);
    const findings: Finding[] = [];
    if (short.length > 0) {
      findings.push({
        code: 'floor-unreachable',
        path: [...path, 'floor'],
        message: `No rung reaches tier ${route.floor} in ${allOf(short)}.`,
        found: route.floor,
        allowed: anyOf(sharedTiers(short, draft)) || 'nothing, with this ladder',
        mend: `lower the floor of ${route.name}, or give those cells such a rung`,
      });
    }
    if (fenced.length > 0) {
      findings.push({
        code: 'residency-unreachable',
        path: [...path, 'residency'],
        message: `No rung at tier ${route.floor} or better processes inside the fence in ${allOf(fenced.map(({ cell }) => cell))}.`,
        found: route.residency.join(', '),
        mend: `widen the fence of ${route.name}, or give those cells a rung inside it`,
      });
    }
    if (uncontrolled.length > 0) {
      findings.push({
        code: 'controls-unreachable',
        path: [...path, 'controls'],
        message: `No rung that may answer declares all of them in ${allOf(uncontrolled.map(({ cell }) => cell))}.`,
        found: route.controls?.join(', '),
        mend: `require less of ${route.name}, or declare the controls of a rung that keeps to them`,
      });
    }
    return findings;
  });
};

export const durabilityHasItsCloud: Rule = ({ routesWith, document, whole }) =>
  routesWith('durability').flatMap(({ path, value }): Finding[] => {
    const { durability, otherCloudDown } = document.routes[value.name];
    if (durability === 'cloud') {
      if (document.google !== undefined || !whole('google')) return [];
      const message = 'A job can outlive a cloud only where there is another to keep it.';
      const mend = 'declare google, or use durability: region';
      return [
        { code: 'durability-without-second-cloud', path: [...path, 'durability'], message, found: durability, mend },
      ];
    }
    if (otherCloudDown === undefined || !whole(...path, 'otherCloudDown')) return [];
    const message = 'otherCloudDown has a meaning with durability: cloud alone.';
    const place = [...path, 'otherCloudDown'];
    return [{ code: 'setting-without-effect', path: place, message, found: otherCloudDown, mend: 'remove it' }];
  });

/** Of a route whose floor is the deterministic tier, not those that lack it: that is a mistake of the ladder's. */
export function cellsToServe(route: Route, draft: Draft): readonly CellId[] {
  if (route.floor < 3) return draft.cells;
  return draft.cells.filter((cell) =>
    rungsIn(cell, draft).some(({ value: { document } }) => document.deterministic !== undefined),
  );
}

/** The floors that every one of the cells can meet. */
function sharedTiers(cells: readonly CellId[], draft: Draft): string[] {
  return [1, 2, 3]
    .filter((tier) => cells.every((cell) => rungsIn(cell, draft).some(({ value: { rung } }) => rung.tier <= tier)))
    .map(String);
}
