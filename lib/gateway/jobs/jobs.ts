import type { ObserveJobs } from './events';
import type { JobQueue } from './job-queue';
import type { JobPlace } from './place';

/** What the gateway takes jobs with. */
export interface Jobs {
  readonly place: JobPlace;
  readonly queue: Pick<JobQueue, 'send'>;
  readonly observe: ObserveJobs;
}
