import type { CellId, Cloud } from '../../contract/cell';
import { ladderOf, type ModelSource, type Rung } from '../../contract/ladder';
import { residencyOf } from '../../contract/residency';
import type { Provider } from './provider';
import type { Step } from './walk';

/** The rungs of a cell with what answers on them. A rung whose source cannot be called is left out. */
export function stepsOf(
  cell: CellId,
  ladder: readonly Rung[],
  providerOf: (rung: Rung, source: ModelSource) => Provider | undefined,
): readonly Step[] {
  const cloud = cell.split(':')[0] as Cloud;
  return ladderOf(cell, ladder).flatMap((rung) => {
    const source = rung.on[cloud];
    const provider = source && providerOf(rung, source);
    return source && provider ? [{ rung, source, provider, residency: residencyOf(rung, source, cell) }] : [];
  });
}
