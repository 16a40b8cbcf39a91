import type { CellId } from '../../contract/cell';
import type { JobsConfig } from '../../contract/job';
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

/** Where this cell writes how far a job is. */
export function ownProgress({ cell, config }: JobPlace): CellId | undefined {
  return config.consistency === 'strong' ? undefined : cell;
}
