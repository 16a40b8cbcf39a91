import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { EventSource, type EventSourceOptions } from '../../../lib/rehearsal/jobs/event-source';
import { Queue } from '../../../lib/rehearsal/jobs/queue';
import { ManualTime } from '../manual-time';

type Answer = (event: SQSEvent) => SQSBatchResponse | null | Promise<SQSBatchResponse | null>;

let source: EventSource | undefined;
afterEach(() => source?.stop());

function scene(answer: Answer, more: Partial<EventSourceOptions['plan']> = {}, environments = 1) {
  const time = new ManualTime();
  const queue = new Queue({ name: 'jobs', visibilitySeconds: 360 }, time);
  const events: SQSEvent[] = [];
  const troubles: string[] = [];
  const environment = {
    warm: async () => {},
    stop: async () => {},
    call: async (event: unknown) => {
      events.push(event as SQSEvent);
      return answer(event as SQSEvent);
    },
  };
  source = new EventSource({
    ...{ queue, region: 'eu-west-1', time, onTrouble: (trouble) => troubles.push(trouble) },
    environments: Array.from({ length: environments }, () => environment),
    plan: { batchSize: 2, reportsItems: true, timeoutSeconds: 60, ...more },
  });
  void source.run();
  return { time, queue, events, troubles, bodies: () => events.map(({ Records }) => Records.map(({ body }) => body)) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a batch is handed over as Lambda does, and what was worked off is deleted', async () => {
  const { queue, events, time } = scene(() => null);
  queue.send('a');
  await settled();
  expect(events[0].Records).toMatchObject([
    { body: 'a', eventSource: 'aws:sqs', awsRegion: 'eu-west-1', attributes: { ApproximateReceiveCount: '1' } },
  ]);
  await time.advance(400);
  expect([queue.bodies, events.length]).toEqual([[], 1]);
});

test('what the function names as failed comes again after its visibility, that alone', async () => {
  const { queue, bodies, time } = scene(({ Records }) => ({
    batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  }));
  for (const body of ['good', 'bad']) queue.send(body);
  await settled();
  expect(queue.bodies).toEqual(['bad']);
  await time.advance(359);
  expect(bodies()).toHaveLength(1);
  await time.advance(1);
  await settled();
  expect(bodies().slice(1)).toEqual([['bad']]);
});

test('a mapping that asks for no failures of items hears of none', async () => {
  const failing: Answer = ({ Records }) => ({ batchItemFailures: [{ itemIdentifier: Records[0].messageId }] });
  const { queue } = scene(failing, { reportsItems: false });
  queue.send('a');
  await settled();
  expect(queue.bodies).toEqual([]);
});

test('a function that fails has done nothing of its batch, and is told of', async () => {
  const { queue, troubles } = scene(() => Promise.reject(new Error('on purpose')));
  for (const body of ['a', 'b']) queue.send(body);
  await settled();
  expect([queue.bodies, troubles]).toEqual([['a', 'b'], ['a worker: on purpose']]);
});

test('an environment has one batch at a time; what comes meanwhile waits for one that is free', async () => {
  const ends: (() => void)[] = [];
  const { queue, bodies } = scene(() => new Promise((resolve) => ends.push(() => resolve(null))), {}, 2);
  for (const body of ['a', 'b', 'c', 'd', 'e']) {
    queue.send(body);
    await settled();
  }
  expect(bodies()).toEqual([['a'], ['b']]);
  ends[0]();
  await settled();
  expect(bodies().slice(2)).toEqual([['c', 'd']]);
});

test('once it is stopped it takes nothing more', async () => {
  const { queue, events } = scene(() => null);
  source!.stop();
  queue.send('a');
  await settled();
  expect([events, queue.bodies]).toEqual([[], ['a']]);
});
