import type { CellId } from '../../contract/cell';
import { ENVIRONMENT } from '../../contract/environment';
import type { JobsConfig } from '../../contract/job';
import type { Clock } from '../clock';
import type { Environment, Place } from '../settings';
import { awsServices } from './aws/services';
import { googleServices } from './google/services';
import type { JobQueue } from './job-queue';
import type { Ledger } from './ledger';
import { otherCloud } from './other-cloud';
import type { PayloadStore } from './payload-store';

/** What a cell's own cloud keeps and hands out jobs with. */
export interface OwnServices {
  readonly ledger: Ledger;
  /** See `JobPlace`. */
  readonly mirrors: readonly Ledger[];
  readonly queue: JobQueue;
  /** Of the cells that can be reached, this one's first. */
  readonly stores: ReadonlyMap<CellId, PayloadStore>;
}

/** The same, and what another cloud keeps; its cells' stores come last. */
export interface JobServices extends OwnServices {
  readonly otherCloud?: Ledger;
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

/** The services of the cell's own cloud; undefined where its environment names none, so that no job is taken. */
export function jobServices(
  cell: CellId,
  place: Place,
  config: JobsConfig | undefined,
  environment: Environment,
  clock: Clock,
): JobServices | undefined {
  const named = (name: 'jobsLedger' | 'jobsQueue' | 'jobsDeadLetters') => environment[ENVIRONMENT[name]] ?? '';
  const [ledger, queue, deadLetters] = [named('jobsLedger'), named('jobsQueue'), named('jobsDeadLetters')];
  if (config === undefined || ledger === '' || queue === '' || deadLetters === '') return undefined;
  const here: JobServicesPlace = { cell, region: place.region, config, ledger, queue, deadLetters };
  const own = place.cloud === 'aws' ? awsServices(here) : googleServices(here, environment, clock);
  const other = otherCloud(cell, place, config, environment, clock);
  if (other === undefined) return own;
  return { ...own, otherCloud: other.ledger, stores: new Map([...own.stores, ...other.stores]) };
}
