import { randomBytes } from 'node:crypto';
import type { ServingConfig } from '../contract/serving-config';
import type { Clock } from './clock';
import { evacuatedBy } from './jobs/evacuated';
import type { JobQueue } from './jobs/job-queue';
import { Payloads } from './jobs/payloads';
import type { JobPlace } from './jobs/place';
import { jobServices } from './jobs/services';
import type { Settings } from './settings';

export interface JobParts {
  readonly place: JobPlace;
  readonly queue: JobQueue;
  readonly isEvacuated: () => Promise<boolean>;
}

/** Undefined where this cell takes no jobs. */
export function assembleJobs(
  { cell, place }: Pick<Settings, 'cell' | 'place'>,
  { jobs: config }: ServingConfig,
  clock: Clock,
): JobParts | undefined {
  const services = jobServices(cell, place, config, process.env, clock);
  if (config === undefined || services === undefined) return undefined;
  const { ledger, mirrors, otherCloud, queue, stores } = services;
  const here = config.cells.find(({ id }) => id === cell);
  return {
    place: {
      ...{ cell, config, ledger, mirrors, clock },
      ...(otherCloud && { otherCloud }),
      payloads: new Payloads(stores),
      random: () => randomBytes(16).toString('hex'),
    },
    queue,
    isEvacuated: evacuatedBy(here, clock),
  };
}
