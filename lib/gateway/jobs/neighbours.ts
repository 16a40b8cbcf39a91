import { type CellId, type Cloud, parseCellId } from '../../contract/cell';
import type { JobCell } from '../../contract/job';

/** The cells of this one's cloud, this one first and then in the list's order, round: each leans on another one. */
export function neighbours(cells: readonly JobCell[], cell: CellId): readonly JobCell[] {
  const all = cellsOn(parseCellId(cell)!.cloud, cells);
  const at = all.findIndex(({ id }) => id === cell);
  return [...all.slice(at), ...all.slice(0, at)];
}

export function cellsOn(cloud: Cloud, cells: readonly JobCell[]): readonly JobCell[] {
  return cells.filter(({ id }) => parseCellId(id)!.cloud === cloud);
}
