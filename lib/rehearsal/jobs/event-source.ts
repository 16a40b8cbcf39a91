import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { LazyFunction } from '../functions/lazy-function';
import type { WorkerPlan } from '../plan/jobs-plan';
import { md5 } from '../stubs/sqs';
import type { ServiceTime } from '../time';
import type { Queue, Received } from './queue';

export interface EventSourceOptions {
  readonly queue: Queue;
  readonly region: string;
  readonly plan: Pick<WorkerPlan, 'batchSize' | 'reportsItems'> & { readonly timeoutSeconds: number };
  /** What it may invoke at once, one batch each. */
  readonly environments: readonly Pick<LazyFunction, 'warm' | 'call' | 'stop'>[];
  readonly time: ServiceTime;
  readonly onTrouble: (message: string) => void;
}

/** Of this machine's clock: a function is not ended sooner, however fast service time runs. */
const LEAST_MILLISECONDS = 15_000;

/**
 * Lambda's event source mapping of a queue: hands batches to the function, deletes what it has worked off, and leaves
 * what failed to its visibility.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class EventSource {
  private readonly over = new AbortController();
  private readonly free: EventSourceOptions['environments'][number][];
  private freed = () => {};

  public constructor(private readonly options: EventSourceOptions) {
    this.free = [...options.environments];
  }

  /** Until it is stopped. */
  public async run(): Promise<void> {
    const { queue, plan } = this.options;
    const { signal } = this.over;
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    while (!signal.aborted) {
      await Promise.race([queue.filled(), stopped]);
      while (this.free.length === 0 && !signal.aborted) {
        const one = new Promise<void>((resolve) => {
          this.freed = resolve;
        });
        await Promise.race([one, stopped]);
      }
      if (signal.aborted) return;
      const batch = queue.receive(plan.batchSize);
      if (batch.length > 0) void this.hand(this.free.shift()!, batch);
    }
  }

  public stop(): void {
    this.over.abort();
  }

  private async hand(
    environment: EventSourceOptions['environments'][number],
    batch: readonly Received[],
  ): Promise<void> {
    const { queue, onTrouble } = this.options;
    try {
      const failed = await this.invoke(environment, batch);
      for (const { id, receipt } of batch) if (!failed.has(id)) queue.delete(receipt);
    } catch (error) {
      if (!this.over.signal.aborted) onTrouble(`a worker: ${(error as Error).message}`);
    } finally {
      this.free.push(environment);
      this.freed();
    }
  }

  /** The ids of what failed. Rejects where all of it did. */
  private async invoke(
    environment: EventSourceOptions['environments'][number],
    batch: readonly Received[],
  ): Promise<ReadonlySet<string>> {
    const { plan, time } = this.options;
    await environment.warm();
    const late = new AbortController();
    const milliseconds = Math.max(LEAST_MILLISECONDS, time.wallMilliseconds(plan.timeoutSeconds));
    const timer = setTimeout(() => {
      late.abort(new Error(`it did not end within ${milliseconds / 1000} s of this machine's clock`));
      // Its next batch has a new one, as at Lambda.
      void environment.stop();
    }, milliseconds).unref();
    try {
      const signal = AbortSignal.any([late.signal, this.over.signal]);
      const said = (await environment.call(this.eventOf(batch), signal)) as SQSBatchResponse | null;
      const failures = plan.reportsItems ? (said?.batchItemFailures ?? []) : [];
      return new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
    } finally {
      clearTimeout(timer);
    }
  }

  private eventOf(batch: readonly Received[]): SQSEvent {
    const { region, queue, time } = this.options;
    return {
      Records: batch.map(({ id, body, receipt, receives, sentAt }) => ({
        messageId: id,
        receiptHandle: receipt,
        body,
        md5OfBody: md5(body),
        attributes: {
          ApproximateReceiveCount: String(receives),
          SentTimestamp: String(Math.floor(time.since + sentAt * 1000)),
          SenderId: 'rehearsal',
          ApproximateFirstReceiveTimestamp: String(Math.floor(time.since + time.now() * 1000)),
        },
        messageAttributes: {},
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:${region}:000000000000:${queue.plan.name}`,
        awsRegion: region,
      })),
    };
  }
}
