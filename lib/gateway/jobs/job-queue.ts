import type { JobMessage } from '../../contract/job';

/** A message that was handed out, and is hidden from others for the queue's visibility. */
export interface Delivery {
  readonly message: JobMessage;
  /** What the queue knows this delivery by. */
  readonly receipt: string;
}

/**
 * A cell's queue of jobs: hands every message out at least once, in no certain order. Who receives one acknowledges it,
 * defers it, or is silent, and then it comes again.
 */
export interface JobQueue {
  send(message: JobMessage): Promise<void>;
  /** Waits a little for the first when there is none; rejects once `stop` says that nobody wants any more. */
  receive(most: number, stop?: AbortSignal): Promise<readonly Delivery[]>;
  /** It will not come again. */
  acknowledge(delivery: Delivery): Promise<void>;
  /** Hides it for so many seconds from now. */
  extend(delivery: Delivery, seconds: number): Promise<void>;
  /** It comes again after about so many seconds. Counts as no failure where the queue counts any. */
  defer(delivery: Delivery, seconds: number): Promise<void>;
  /** Writes a dead letter; its message names the reason. */
  bury(message: JobMessage): Promise<void>;
}
