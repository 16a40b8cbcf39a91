import type { CellId } from '../../contract/cell';
import type { Run } from '../run-command';
import type { CellQueue, Depths } from './cell-queue';

/** What waits in a cell, as far as it can be known now. */
export type JobDepths =
  | ({ readonly cell: CellId; readonly kind: 'known' } & Depths)
  | { readonly cell: CellId; readonly kind: 'unknown'; readonly why: string };

export async function depthsOf(run: Run, queue: CellQueue, now: number): Promise<JobDepths> {
  const { cell } = queue;
  try {
    return { cell, kind: 'known', ...(await queue.depths(run, now)) };
  } catch (error) {
    return { cell, kind: 'unknown', why: (error as Error).message };
  }
}
