import type { CellId } from '../../../contract/cell';
import { consistencyOf, type JobPlace } from '../place';
import { expire } from './expire';
import type { Sweep, Swept } from './sweep';
import { noteSweep, overdueSweeps } from './watchdog';

export interface Rescued extends Swept {
  /** Ids that had expired and were taken away. */
  readonly expired: number;
  /** Other cells that do not sweep. */
  readonly overdue: readonly CellId[];
}

/**
 * What a cell does each minute for the jobs of all cells: takes up what nobody does, takes away what has expired, and
 * looks whether the others do the same. Rejects where the ledger cannot be read, and then says nothing of itself, so that
 * the others notice.
 * @param until when to stop, in milliseconds since the epoch; the rest is the next minute's
 */
export async function rescue(place: JobPlace, sweep: Pick<Sweep, 'run'>, until: number): Promise<Rescued> {
  const swept = await sweep.run(until);
  await noteSweep(place);
  const overdue = await overdueSweeps(place);
  // An eventual table takes away by itself what has expired; a strong one has no time to live.
  const expired = consistencyOf(place) === 'strong' ? await expire(place, until) : 0;
  return { ...swept, expired, overdue };
}
