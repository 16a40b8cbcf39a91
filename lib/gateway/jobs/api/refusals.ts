import type { Route } from '../../../contract/route';
import type { Gateway } from '../../gateway';
import { failed, type Handled } from '../../handled';
import { OtherCloudDown } from '../accept';

const RETRY_AFTER_SECONDS = 5;

export function unknownJob({ cell }: Gateway, id: string): Handled {
  return failed('unknown-job', `there is no job \`${id.slice(0, 100)}\`, or it has expired`, { cell });
}

/** Nothing was promised, or nothing is known now: the same request may be sent again. */
export function unavailable({ cell }: Gateway, error: Error): Handled {
  const details = { retryAfterSeconds: RETRY_AFTER_SECONDS, note: { broken: error.name } };
  if (error instanceof OtherCloudDown) {
    return failed(
      'other-cloud-down',
      'the other cloud, which must keep this job too, cannot be reached',
      { cell },
      details,
    );
  }
  return failed(
    'jobs-unavailable',
    'the ledger of the jobs cannot be reached; nothing was accepted',
    { cell },
    details,
  );
}

export function notQueueable({ cell }: Gateway, { name }: Route): Handled {
  return failed('queue-not-allowed', `\`${name}\` takes no jobs`, { cell }, { param: 'request.model' });
}

export function otherRequest({ cell }: Gateway): Handled {
  const message = 'this idempotency key was used within a day, for another request';
  return failed('idempotency-key-reused', message, { cell }, { param: 'idempotency-key' });
}
