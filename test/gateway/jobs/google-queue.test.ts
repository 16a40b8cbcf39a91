import type { JobMessage } from '../../../lib/contract/job';
import { pubSubQueue } from '../../../lib/gateway/jobs/google/pubsub-queue';
import type { JobQueue } from '../../../lib/gateway/jobs/job-queue';
import { ManualClock } from '../support/manual-clock';
import { ScriptedGoogle } from './support/scripted-google';

/** What Pub/Sub is asked; test/emulated/jobs has the whole suite over an emulator. */
const TOPIC = 'projects/acme-ai/topics/jobs';
const SUBSCRIPTION = 'projects/acme-ai/subscriptions/jobs';
const DEAD = 'projects/acme-ai/topics/jobs-dead';
const MESSAGE: JobMessage = { job: 'job_x', queuedAt: 5 };
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const DELIVERY = { message: MESSAGE, receipt: 'ack-1' };

const google = new ScriptedGoogle();
let clock: ManualClock;
let queue: JobQueue;
beforeAll(async () => {
  const api = await google.open();
  clock = new ManualClock();
  queue = pubSubQueue({ api, topic: TOPIC, deadLetterTopic: DEAD, clock });
});
beforeEach(() => void google.taken());
afterAll(() => google.close());

test('sends to the topic, and buries with the reason in the other', async () => {
  await queue.send(MESSAGE);
  await queue.bury({ ...MESSAGE, reason: 'rejected: no' });
  expect(google.taken()).toEqual([
    { path: `/v1/${TOPIC}:publish`, body: { messages: [{ data: encoded(MESSAGE) }] } },
    { path: `/v1/${DEAD}:publish`, body: { messages: [{ data: encoded({ ...MESSAGE, reason: 'rejected: no' }) }] } },
  ]);
});

test('acknowledges, and extends no longer than a lease may be', async () => {
  await queue.acknowledge(DELIVERY);
  await queue.extend(DELIVERY, 30);
  await queue.extend(DELIVERY, 5160);
  expect(google.taken()).toEqual([
    { path: `/v1/${SUBSCRIPTION}:acknowledge`, body: { ackIds: ['ack-1'] } },
    { path: `/v1/${SUBSCRIPTION}:modifyAckDeadline`, body: { ackIds: ['ack-1'], ackDeadlineSeconds: 30 } },
    { path: `/v1/${SUBSCRIPTION}:modifyAckDeadline`, body: { ackIds: ['ack-1'], ackDeadlineSeconds: 600 } },
  ]);
});

test('puts off by a new message, and lets go of the old one only then', async () => {
  await queue.defer(DELIVERY, 300);
  const notBefore = String(clock.now() + 300_000);
  expect(google.taken()).toEqual([
    { path: `/v1/${TOPIC}:publish`, body: { messages: [{ data: encoded(MESSAGE), attributes: { notBefore } }] } },
    { path: `/v1/${SUBSCRIPTION}:acknowledge`, body: { ackIds: ['ack-1'] } },
  ]);
  google.answers = [{ refuse: 403, status: 'PERMISSION_DENIED' }];
  await expect(queue.defer(DELIVERY, 300)).rejects.toMatchObject({ name: 'PERMISSION_DENIED' });
  expect(google.taken().map(({ path }) => path)).toEqual([`/v1/${TOPIC}:publish`]);
});

test('hides what comes too early for the rest of its time, and hands out the others', async () => {
  const at = (seconds: number) => ({ notBefore: String(clock.now() + seconds * 1000) });
  google.answers = [
    {
      receivedMessages: [
        { ackId: 'early', message: { data: encoded(MESSAGE), attributes: at(42.5) } },
        { ackId: 'due', message: { data: encoded(MESSAGE), attributes: at(0) } },
        { ackId: 'much-too-early', message: { data: encoded(MESSAGE), attributes: at(900) } },
        { ackId: 'odd', message: {} },
      ],
    },
  ];
  const received = await queue.receive(10);
  expect(received).toEqual([
    { message: MESSAGE, receipt: 'due' },
    { message: { job: 'job_unreadable', queuedAt: 0 }, receipt: 'odd' },
  ]);
  const [pulled, ...hidden] = google.taken();
  expect(pulled).toEqual({ path: `/v1/${SUBSCRIPTION}:pull`, body: { maxMessages: 10 } });
  expect(hidden.map(({ body }) => body).sort((a, b) => a.ackDeadlineSeconds - b.ackDeadlineSeconds)).toEqual([
    { ackIds: ['early'], ackDeadlineSeconds: 43 },
    { ackIds: ['much-too-early'], ackDeadlineSeconds: 600 },
  ]);
});

test('what cannot be hidden is not handed out either', async () => {
  const attributes = { notBefore: String(clock.now() + 60_000) };
  google.answers = [
    { receivedMessages: [{ ackId: 'early', message: { data: encoded(MESSAGE), attributes } }] },
    { refuse: 403, status: 'PERMISSION_DENIED' },
  ];
  expect(await queue.receive(10)).toEqual([]);
});

test('nothing to receive is nothing; a refusal is one', async () => {
  google.answers = [{}, { refuse: 404, status: 'NOT_FOUND' }];
  expect(await queue.receive(10)).toEqual([]);
  await expect(queue.receive(10)).rejects.toMatchObject({ name: 'NOT_FOUND' });
});

test('a receipt that nobody waits for any more is let go of', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(queue.receive(10, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
