import type { Clock } from '../../clock';
import type { JobQueue } from '../job-queue';
import { linked } from '../linked';
import { wait } from '../wait';
import type { Worker } from './worker';

export interface PullOptions {
  readonly worker: Pick<Worker, 'handle'>;
  readonly queue: Pick<JobQueue, 'receive'>;
  readonly clock: Clock;
  /** Jobs that it works at together. */
  readonly slots: number;
  readonly isEvacuated: () => Promise<boolean>;
  /** Milliseconds for which nothing need be received, since nothing could be answered. By default none. */
  readonly rest?: () => Promise<number>;
}

/** Until a queue that failed, or a cell that is evacuated, is asked again. */
const PAUSE_MILLISECONDS = 5000;
/** What SQS hands out at most. */
const LARGEST_BATCH = 10;

/**
 * A worker that fetches its messages itself, where no platform brings them: as many as it has hands for. Settles once it
 * was stopped and what it had in hand is done with.
 */
export async function pull(options: PullOptions, stop: AbortSignal): Promise<void> {
  const { worker, queue, clock, slots, isEvacuated, rest } = options;
  const busy = new Set<Promise<void>>();
  const receive = () =>
    linked(stop, (signal) => queue.receive(Math.min(slots - busy.size, LARGEST_BATCH), signal)).catch(() => undefined);
  while (!stop.aborted) {
    // What waits in the queue costs nobody anything, and shows how long it has waited.
    const resting = (await rest?.()) ?? 0;
    if (resting > 0) {
      await wait(clock, Math.min(resting, PAUSE_MILLISECONDS), stop);
      continue;
    }
    const deliveries = (await isEvacuated()) ? undefined : await receive();
    if (deliveries === undefined) await wait(clock, PAUSE_MILLISECONDS, stop);
    for (const delivery of deliveries ?? []) {
      // What could not even be put off comes again by itself.
      const handled: Promise<void> = worker
        .handle(delivery)
        .catch(() => undefined)
        .finally(() => busy.delete(handled));
      busy.add(handled);
    }
    if (busy.size === slots) await Promise.race(busy);
  }
  await Promise.all(busy);
}
