import { type CellId, parseCellId } from '../../../contract/cell';
import type { JobId } from '../../../contract/job';
import type { JobPlace } from '../place';
import { shardOf } from '../rows';

/** So much later each further cell takes up what another should have: not all at once. */
const TURN_SECONDS = 120;

/**
 * Seconds that a job may go untouched in a keeper's hands until this cell takes it up. Of the cells that might, each
 * job has another first one.
 * @param id undefined: the least of any job
 */
export function patienceOf({ cell, config }: JobPlace, keeper: CellId, id?: JobId): number {
  const { requeueAfter, rescueAfter } = config.times;
  if (keeper === cell) return requeueAfter;
  if (id === undefined) return rescueAfter;
  const others = config.cells.map((each) => each.id).filter((each) => each !== keeper);
  // The other cloud knows few of its jobs, and comes after all that know them.
  const near = others.filter((each) => cloudOf(each) === cloudOf(keeper));
  const rescuers = near.includes(cell) ? near : others.filter((each) => !near.includes(each));
  const before = near.includes(cell) ? 0 : near.length;
  const turn = before + ((rescuers.indexOf(cell) + shardOf(id)) % rescuers.length);
  return rescueAfter + turn * TURN_SECONDS;
}

function cloudOf(cell: CellId): string {
  return parseCellId(cell)!.cloud;
}
