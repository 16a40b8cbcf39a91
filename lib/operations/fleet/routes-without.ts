import type { CellId, Cloud } from '../../contract/cell';
import { ladderOf } from '../../contract/ladder';
import { insideFence, residencyOf } from '../../contract/residency';
import type { Topology } from '../../topology/topology';

/**
 * The routes of a cell that nobody would answer any more, by their floor, their fence and their controls, were a rung
 * disabled there.
 * @param already disabled
 */
export function routesWithout(
  { ladder, routes }: Topology,
  cell: CellId,
  rung: string,
  already: readonly string[],
): readonly string[] {
  const cloud = cell.split(':')[0] as Cloud;
  const rungs = ladderOf(cell, ladder).map((one) => {
    const source = one.on[cloud];
    return { rung: one, residency: source && residencyOf(one, source, cell) };
  });
  return routes
    .filter(({ floor, residency, controls = [] }) => {
      const able = rungs.filter(
        (one) =>
          one.rung.tier <= floor &&
          insideFence(one.residency, residency) &&
          controls.every((control) => one.rung.controls?.includes(control)) &&
          !already.includes(one.rung.name),
      );
      return able.length > 0 && able.every((one) => one.rung.name === rung);
    })
    .map(({ name }) => name);
}
