import type { JobId } from '../../../contract/job';
import { jsonResponse } from '../../exchange';
import type { Gateway } from '../../gateway';
import { failed, type Handled } from '../../handled';
import { headersOf } from '../../served-by';
import { tellAbroad } from '../abroad';
import { advance } from '../advance';
import type { Jobs } from '../jobs';
import { claimed } from '../look';
import { cancel, hasBegun } from '../steps';
import { unknownJob } from './refusals';
import { viewOf } from './view';

/** `DELETE /v1/jobs/{id}`: what nobody has begun with is canceled; twice is as good as once. */
export async function cancelJob(gateway: Gateway, { place, observe }: Jobs, id: JobId): Promise<Handled> {
  const { cell } = gateway;
  const now = place.clock.now();
  const advanced = await advance(place, id, cancel(cell, now));
  if (advanced === undefined) return unknownJob(gateway, id);
  const { look } = advanced;
  const view = viewOf(look, now);
  if (view.state === 'canceled') {
    if (advanced.mine.outcome?.at === now) observe({ event: 'job', what: 'canceled', job: id });
    await tellAbroad(place, look);
    return { response: jsonResponse(view, 200, headersOf({ cell })), note: { route: view.route } };
  }
  if (look.over === undefined && (claimed(look, now) !== undefined || hasBegun(look))) {
    return failed('job-started', 'the job has been begun with, and can no longer be canceled', { cell });
  }
  return failed('job-finished', `the job is ${view.state} already`, { cell });
}
