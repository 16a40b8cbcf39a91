import type { JobId, JobMessage } from '../../../lib/contract/job';
import type { Delivery, JobQueue } from '../../../lib/gateway/jobs/job-queue';

export interface QueueUnderTest {
  /** Empty, with a visibility of `VISIBILITY_SECONDS`, and two receipts until it puts a message aside by itself. */
  readonly queue: JobQueue;
  /** Lets so many seconds go by, and a little more. */
  pass(seconds: number): Promise<void>;
  deadLetters(): Promise<readonly JobMessage[]>;
}

/** Short, since real queues take real time. */
export const VISIBILITY_SECONDS = 1;

/** Whatever hands out jobs keeps to this. */
export function behavesAsQueue(open: () => Promise<QueueUnderTest> | QueueUnderTest): void {
  let under: QueueUnderTest;
  let queue: JobQueue;
  beforeAll(async () => {
    under = await open();
    queue = under.queue;
  });
  const message = (digit: number): JobMessage => ({
    job: `job_aws.eu-west-1_${String(digit).repeat(32)}` as JobId,
    queuedAt: 1_700_000_000_000 + digit,
  });

  /** Everything that can be had now. */
  async function drain(): Promise<Delivery[]> {
    const all: Delivery[] = [];
    for (;;) {
      const some = await queue.receive(10);
      if (some.length === 0) return all;
      all.push(...some);
    }
  }
  const jobs = (deliveries: readonly Delivery[]) => deliveries.map((delivery) => delivery.message.job).sort();
  const done = async (deliveries: readonly Delivery[]) => {
    for (const delivery of deliveries) await queue.acknowledge(delivery);
  };

  test('what was sent is received as it was, and hidden from others', async () => {
    await queue.send({ ...message(1), redriven: true });
    const received = await drain();
    expect(received.map((delivery) => delivery.message)).toEqual([{ ...message(1), redriven: true }]);
    expect(await drain()).toEqual([]);
    await done(received);
  });

  test('what was acknowledged does not come again; what was not does', async () => {
    await queue.send(message(1));
    await queue.send(message(2));
    const received = await drain();
    expect(jobs(received)).toEqual([message(1).job, message(2).job]);
    await queue.acknowledge(received.find((delivery) => delivery.message.job === message(1).job)!);
    await under.pass(VISIBILITY_SECONDS);
    const again = await drain();
    expect(jobs(again)).toEqual([message(2).job]);
    await done(again);
  });

  test('no more is received than was asked for', async () => {
    for (const digit of [1, 2, 3]) await queue.send(message(digit));
    const some = await queue.receive(2);
    expect(some.length).toBeLessThanOrEqual(2);
    await done([...some, ...(await drain())]);
  });

  test('what was extended stays hidden', async () => {
    await queue.send(message(1));
    const [delivery] = await drain();
    await queue.extend(delivery, 3 * VISIBILITY_SECONDS);
    await under.pass(VISIBILITY_SECONDS);
    expect(await drain()).toEqual([]);
    await queue.acknowledge(delivery);
  });

  test('what was deferred comes back once, later, however often', async () => {
    await queue.send(message(1));
    // More often than a queue would try it before it put it aside by itself.
    for (let round = 0; round < 3; round += 1) {
      const [delivery, ...more] = await drain();
      expect([delivery.message.job, more]).toEqual([message(1).job, []]);
      await queue.defer(delivery, 1);
      expect(await drain()).toEqual([]);
      await under.pass(1);
    }
    const last = await drain();
    expect(jobs(last)).toEqual([message(1).job]);
    await done(last);
    expect((await under.deadLetters()).map(({ job }) => job)).not.toContain(message(1).job);
  });

  test('a dead letter says why', async () => {
    await queue.bury({ ...message(9), reason: 'rejected' });
    expect(await under.deadLetters()).toContainEqual({ ...message(9), reason: 'rejected' });
  });
}
