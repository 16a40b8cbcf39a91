import { type CellId, type Cloud, parseCellId } from '../../contract/cell';
import { isOwn } from '../../contract/ladder';
import { insideFence, residencyOf } from '../../contract/residency';
import type { Route } from '../../contract/route';
import type { Draft, DraftRung, Placed } from '../draft';

type Rungs = readonly Placed<DraftRung>[];

export interface Candidates {
  /** The cell's rungs at the route's floor or better. */
  readonly reaching: Rungs;
  /** Of these, the ones inside its fence. */
  readonly inside: Rungs;
  /** Of these, the ones that declare its controls: what may answer. */
  readonly answering: Rungs;
}

/**
 * The rungs of a cell for a route, as far as is known. What is wrong in a rung may have been meant to fit, so the rung
 * counts: too few are told of only where there are too few whatever the other mistakes were meant to be.
 */
export function candidatesFor(route: Route, cell: CellId, draft: Draft): Candidates {
  const { whole, document } = draft;
  // What is not warm is counted in nothing.
  const cold = whole('posture') && document.posture === 'pilot-light';
  const reaching = rungsIn(cell, draft).filter(
    ({ path, value: { rung } }) =>
      (!whole(...path, 'tier') || rung.tier <= route.floor) && !(cold && isOwn(rung.on[cloudOf(cell)])),
  );
  const inside = reaching.filter(({ path, value: { rung } }) => {
    const source = rung.on[cloudOf(cell)];
    const known = source !== undefined && whole(...path, 'residency');
    return !known || insideFence(residencyOf(rung, source, cell), route.residency);
  });
  const answering = inside.filter(
    ({ path, value: { rung } }) =>
      !whole(...path, 'controls') || (route.controls ?? []).every((control) => rung.controls?.includes(control)),
  );
  return { reaching, inside, answering };
}

/** What the cell's ladder may consist of. */
export function rungsIn(cell: CellId, { rungs, whole }: Draft): Rungs {
  return rungs.filter((placed) => {
    const { cells } = placed.value.rung;
    // A list with a mistake is left out of the rung, which then may be anywhere.
    return (cells === undefined || cells.includes(cell)) && mayHaveSource(placed, cloudOf(cell), whole);
  });
}

/** What is wrong inside a source does not matter to this. */
export function mayHaveSource({ path, value }: Placed<DraftRung>, cloud: Cloud, whole: Draft['whole']): boolean {
  const keys = [cloud, 'openAiCompatible', 'deterministic'] as const;
  return keys.some((key) => value.document[key] !== undefined || !whole(...path, key));
}

export function cloudOf(cell: CellId): Cloud {
  return parseCellId(cell)?.cloud as Cloud;
}
