import { systemClock } from '../../../lib/gateway/clock';
import { firestoreLedger } from '../../../lib/gateway/jobs/google/firestore-ledger';
import { pubSubQueue } from '../../../lib/gateway/jobs/google/pubsub-queue';
import type { JobQueue } from '../../../lib/gateway/jobs/job-queue';
import { messageIn } from '../../../lib/gateway/jobs/message-in';
import { GoogleApi, type GoogleCall } from '../../../lib/gateway/platform/google/google-api';
import { behavesAsLedger } from '../../gateway/jobs/ledger-behaviour';
import { behavesAsQueue, VISIBILITY_SECONDS } from '../../gateway/jobs/queue-behaviour';
import { type Emulator, emulatorJars, startFirestore, startPubSub } from './google-emulators';
import { createTopics, pullFrom, type Topics, textOf } from './pubsub-topics';

/** The jobs' own suites over the Google Cloud SDK's emulators of Firestore and Pub/Sub. */
const DATABASE = 'projects/acme-ai/databases/jobs';
/** The least that Pub/Sub takes. */
const TIMES = { ackDeadlineSeconds: 10, attempts: 5 };
const jars = emulatorJars();
/** What the emulators take for anybody. */
const token = async () => 'owner';
const open: Emulator[] = [];
const opened = async (starting: Promise<Emulator>) => {
  const emulator = await starting;
  open.push(emulator);
  return emulator.url;
};
afterAll(async () => {
  for (const each of open) await each.close();
});

if (typeof jars === 'string') {
  process.stdout.write(`not run: the ledger and the queue over Firestore and Pub/Sub: ${jars}\n`);
  test.skip(jars, () => undefined);
} else {
  describe('a database of Firestore', () => {
    let url: string;
    behavesAsLedger(async () => {
      url = await opened(startFirestore(jars));
      return firestoreLedger(new GoogleApi(url, token), DATABASE, systemClock);
    });

    test('a ledger without its preconditions would not pass: the emulator judges them', async () => {
      const careless = firestoreLedger(new Unconditional(url, token), DATABASE, systemClock);
      const row = { id: 'careless', facet: 'job', version: 1, body: {}, expiresAt: 4e9 };
      expect([await careless.insert(row), await careless.insert(row)]).toEqual([true, true]);
      const next = { ...row, version: 2 };
      const won = await Promise.all(Array.from({ length: 10 }, () => careless.replace(next)));
      expect(won.filter(Boolean).length).toBeGreaterThan(1);
    });
  });

  describe('a topic of Pub/Sub', () => {
    let url: string;
    const queueOf = ({ topic, deadLetters: deadLetterTopic }: Topics) =>
      pubSubQueue({ api: new GoogleApi(url, token), topic, deadLetterTopic, clock: systemClock, waits: false });
    const pass = (seconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, seconds * 1000 + 300));

    beforeAll(async () => {
      url = await opened(startPubSub(jars));
    });

    behavesAsQueue(async () => {
      const topics = await createTopics(url, 'jobs', TIMES);
      return {
        queue: shortLeased(queueOf(topics)),
        pass,
        deadLetters: async () => (await pullFrom(url, topics.deadLetters)).map((one) => messageIn(textOf(one))),
      };
    });

    test('what waits for models is never put aside, however often it was put off', async () => {
      const topics = await createTopics(url, 'waiting', TIMES);
      const queue = shortLeased(queueOf(topics));
      await queue.send({ job: 'job_x', queuedAt: 1 });
      for (let round = 0; round < 2 * TIMES.attempts; round += 1) {
        const [delivery] = await received(queue);
        await queue.defer(delivery, 0.2);
        // Too early: hidden, and counted.
        expect(await queue.receive(10)).toEqual([]);
      }
      expect(await received(queue)).toMatchObject([{ message: { job: 'job_x', queuedAt: 1 } }]);
      expect(await pullFrom(url, topics.deadLetters)).toEqual([]);
    });

    test('what fells its worker each time is put aside in the end', async () => {
      const topics = await createTopics(url, 'felling', TIMES);
      const queue = shortLeased(queueOf(topics));
      await queue.send({ job: 'job_y', queuedAt: 1 });
      for (let attempt = 1; attempt <= TIMES.attempts; attempt += 1) expect(await received(queue)).toHaveLength(1);
      let dead: Awaited<ReturnType<typeof pullFrom>> = [];
      for (let second = 0; second < 20 && dead.length === 0; second += 1) {
        await pass(1);
        expect(await queue.receive(10)).toEqual([]);
        dead = await pullFrom(url, topics.deadLetters);
      }
      expect(dead.map((one) => messageIn(textOf(one)).job)).toEqual(['job_y']);
    });
  });
}

/** Writes whatever stands there. */
class Unconditional extends GoogleApi {
  public override call({ body = '', ...call }: GoogleCall): Promise<string> {
    const asked = JSON.parse(body) as { writes?: { currentDocument?: object }[] };
    for (const write of asked.writes ?? []) delete write.currentDocument;
    return super.call({ ...call, body: JSON.stringify(asked) });
  }
}

/** Leases shorter than a subscription may have. */
function shortLeased(queue: JobQueue): JobQueue {
  return {
    ...queue,
    receive: async (most) => {
      const deliveries = await queue.receive(most);
      for (const delivery of deliveries) await queue.extend(delivery, VISIBILITY_SECONDS);
      return deliveries;
    },
  };
}

/** Something, once there is something. */
async function received(queue: JobQueue) {
  for (let asked = 0; asked < 100; asked += 1) {
    const deliveries = await queue.receive(10);
    if (deliveries.length > 0) return deliveries;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
}
