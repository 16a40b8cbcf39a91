import { type CellId, type Cloud, parseCellId } from '../../contract/cell';
import type { Consistency, JobsConfig } from '../../contract/job';
import type { Clock } from '../clock';
import type { Ledger } from './ledger';
import type { Payloads } from './payloads';

/** Where a cell's jobs are written down, and by which clock. */
export interface JobPlace {
  readonly cell: CellId;
  readonly config: JobsConfig;
  readonly ledger: Ledger;
  /**
   * The same ledger as other cells of this cloud reach it, the nearest first: another door to a strong one, another
   * replica of an eventual one.
   */
  readonly mirrors: readonly Ledger[];
  /** Of the other cloud, for jobs that are to outlive this one; undefined where there is none. */
  readonly otherCloud?: Ledger;
  readonly payloads: Payloads;
  readonly clock: Clock;
  /** 32 hexadecimal digits that nobody can guess. */
  readonly random: () => string;
}

/** Is the ledger one for all cells of this cloud, or does each write its own copy? */
export function consistencyOf({ cell, config }: Pick<JobPlace, 'cell' | 'config'>): Consistency {
  return config.consistency[parseCellId(cell)!.cloud];
}

/** Whose word on how far a job is this cell speaks: its cloud's where the ledger is one, else its own. */
export function ownProgress(place: JobPlace): CellId | Cloud {
  return consistencyOf(place) === 'strong' ? parseCellId(place.cell)!.cloud : place.cell;
}
