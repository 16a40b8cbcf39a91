import type { CellId } from '../../contract/cell';
import { ENVIRONMENT } from '../../contract/environment';
import type { JobsConfig } from '../../contract/job';
import type { Clock } from '../clock';
import type { Place } from '../settings';
import { awsServices } from './aws/services';
import type { JobQueue } from './job-queue';
import type { Ledger } from './ledger';
import type { PayloadStore } from './payload-store';

/** What a cell's cloud keeps and hands out jobs with. */
export interface JobServices {
  readonly ledger: Ledger;
  /** See `JobPlace`. */
  readonly mirrors: readonly Ledger[];
  readonly otherCloud?: Ledger;
  readonly queue: JobQueue;
  /** Of the cells that can be reached, this one's first. */
  readonly stores: ReadonlyMap<CellId, PayloadStore>;
}

/** Where they are, as the cell's environment names them. */
export interface JobServicesPlace {
  readonly cell: CellId;
  readonly region: string;
  readonly config: JobsConfig;
  /** See `ENVIRONMENT`. */
  readonly ledger: string;
  readonly queue: string;
  readonly deadLetters: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The services of the cell's own cloud; undefined where its environment names none, so that no job is taken. */
export function jobServices(
  cell: CellId,
  place: Place,
  config: JobsConfig | undefined,
  environment: Environment,
  _clock: Clock,
): JobServices | undefined {
  const named = (name: 'jobsLedger' | 'jobsQueue' | 'jobsDeadLetters') => environment[ENVIRONMENT[name]] ?? '';
  const [ledger, queue, deadLetters] = [named('jobsLedger'), named('jobsQueue'), named('jobsDeadLetters')];
  if (config === undefined || ledger === '' || queue === '' || deadLetters === '') return undefined;
  const { cloud, region } = place;
  // Google's cells take no jobs yet.
  if (cloud !== 'aws') return undefined;
  return awsServices({ cell, region, config, ledger, queue, deadLetters });
}
