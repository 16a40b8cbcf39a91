import { PATHS } from '../../../contract/http';
import { homeOf, type JobId } from '../../../contract/job';
import type { Gateway } from '../../gateway';
import { failed, type Handled, type Incoming } from '../../handled';
import type { Jobs } from '../jobs';
import { cancelJob } from './cancel';
import { createJob } from './create';
import { listJobs } from './list';
import { readJob } from './read';
import { unavailable, unknownJob } from './refusals';

/** `/v1/jobs` */
export async function jobs(gateway: Gateway, incoming: Incoming): Promise<Handled> {
  if (gateway.jobs === undefined) return notHere(gateway);
  const handler = incoming.request.method === 'POST' ? createJob : listJobs;
  return guarded(gateway, () => handler(gateway, gateway.jobs!, incoming));
}

/** `/v1/jobs/{id}` */
export async function job(gateway: Gateway, { request }: Incoming): Promise<Handled> {
  if (gateway.jobs === undefined) return notHere(gateway);
  const id = request.path.slice(`${PATHS.jobs}/`.length);
  if (homeOf(id) === undefined) return unknownJob(gateway, id);
  const handler: (gateway: Gateway, jobs: Jobs, id: JobId) => Promise<Handled> =
    request.method === 'DELETE' ? cancelJob : readJob;
  return guarded(gateway, () => handler(gateway, gateway.jobs!, id as JobId));
}

/** A ledger that cannot be asked is no fault of the request's: it may be sent again, and to another cell. */
async function guarded(gateway: Gateway, handle: () => Promise<Handled>): Promise<Handled> {
  try {
    return await handle();
  } catch (error) {
    return unavailable(gateway, error as Error);
  }
}

async function notHere({ cell }: Gateway): Promise<Handled> {
  return failed('queue-not-allowed', 'no route takes jobs here', { cell });
}
