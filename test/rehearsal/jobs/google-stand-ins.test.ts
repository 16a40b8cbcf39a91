/** The stand-ins for Firestore, Pub/Sub and Cloud Storage keep to what the emulators that Google wrote keep to. */
import { FIRESTORE_LEDGER } from '../../../lib/contract/job';
import { systemClock } from '../../../lib/gateway/clock';
import { firestoreLedger } from '../../../lib/gateway/jobs/google/firestore-ledger';
import { pubSubQueue } from '../../../lib/gateway/jobs/google/pubsub-queue';
import { messageIn } from '../../../lib/gateway/jobs/message-in';
import { webIdentity } from '../../../lib/gateway/platform/aws/web-identity';
import { federatedTokens } from '../../../lib/gateway/platform/google/federated-tokens';
import { gcsBucket } from '../../../lib/gateway/platform/google/gcs-bucket';
import { GoogleApi } from '../../../lib/gateway/platform/google/google-api';
import { GoogleRegions } from '../../../lib/rehearsal/jobs/google/google-regions';
import { textOf } from '../../../lib/rehearsal/jobs/google/subscription-plan';
import { Regions } from '../../../lib/rehearsal/jobs/regions';
import { type Stubs, startStubs } from '../../../lib/rehearsal/stubs/stub-server';
import { behavesAsLedger } from '../../gateway/jobs/ledger-behaviour';
import { behavesAsQueue, VISIBILITY_SECONDS } from '../../gateway/jobs/queue-behaviour';
import { ManualTime } from '../manual-time';

const [HERE, THERE] = ['europe-west4', 'europe-west1'];
const DATABASE = 'projects/acme-ai/databases/jobs';
const LONELY = 'projects/acme-ai/databases/lonely';
const TOPIC = 'projects/acme-ai/topics/jobs';
const time = new ManualTime();
const clock = {
  now: () => time.since + time.now() * 1000,
  after: (ms: number, call: () => void) => time.after(ms / 1000, call),
};

const subscription = (name: string) => name.replace('/topics/', '/subscriptions/');
const subscriptions = (topic: string) => [
  {
    ...{ name: subscription(topic), topic, visibilitySeconds: VISIBILITY_SECONDS },
    deadLetters: { name: subscription(`${topic}-dead`), maxReceives: 2 },
  },
  { name: subscription(`${topic}-dead`), topic: `${topic}-dead`, visibilitySeconds: 600 },
];
const database = {
  unindexed: new Set(FIRESTORE_LEDGER.unindexed.map((field) => `${FIRESTORE_LEDGER.collection}.${field}`)),
  indexes: new Set(
    FIRESTORE_LEDGER.indexes.map(
      (fields) =>
        `${FIRESTORE_LEDGER.collection}: ${fields.map(({ fieldPath, order }) => `${fieldPath} ${order}`).join(', ')}`,
    ),
  ),
};
const regions = new GoogleRegions(
  [
    { name: HERE, bucket: 'state-here', subscriptions: subscriptions(TOPIC) },
    { name: THERE, bucket: 'state-there', subscriptions: subscriptions(`${TOPIC}-there`) },
  ],
  [
    { ...database, name: DATABASE, location: 'eur3' },
    { ...database, name: LONELY, location: HERE },
  ],
  time,
);
const aws = new Regions(new Map([['eu-west-1', []]]), [], time);
let stubs: Stubs;

beforeAll(async () => {
  stubs = await startStubs({
    ...{ cell: `google:${HERE}`, ladder: [], secrets: new Map(), golden: [] },
    ...{ google: { regions, region: HERE }, aws: { regions: aws } },
  });
});
afterAll(() => stubs.close());
afterEach(() => {
  for (const region of [HERE, THERE]) regions.restore(region);
});

const api = (url: keyof Stubs['endpoints']) => new GoogleApi(stubs.endpoints[url] as string, async () => 'token');
const ledgerOf = (name: string) => firestoreLedger(api('googleFirestore'), name, systemClock);
const queueOf = (topic: string, waits = false) =>
  pubSubQueue({ api: api('googlePubSub'), topic, deadLetterTopic: `${topic}-dead`, clock, waits });
const bucketOf = (name: string) => gcsBucket(api('googleStorage'), name);
const message = (digit: string) => ({ job: `job_google.${HERE}_${digit.repeat(32)}`, queuedAt: 1 }) as const;

describe('a database', () => {
  behavesAsLedger(() => ledgerOf(DATABASE));

  test.each<[what: string, lose: readonly string[], multi: boolean, single: boolean]>([
    ['no region', [], true, true],
    ['the one in which one of them lies', [HERE], true, false],
    ['another', [THERE], true, true],
    ['all', [HERE, THERE], false, false],
  ])('that is lost with its regions: %s', async (_, lose, multi, single) => {
    for (const region of lose) regions.lose(region);
    const answers = (name: string) =>
      ledgerOf(name)
        .read('x')
        .then(
          () => true,
          () => false,
        );
    expect([await answers(DATABASE), await answers(LONELY)]).toEqual([multi, single]);
  });

  test('answers no query for which the templates make no index', async () => {
    const bare = new GoogleRegions(
      [{ name: HERE, bucket: undefined, subscriptions: [] }],
      [{ name: DATABASE, location: HERE, unindexed: database.unindexed, indexes: new Set() }],
      time,
    );
    const asked = { collection: 'rows', where: [{ field: 'lane', op: 'EQUAL', text: 'a' }], limit: 1 } as const;
    const query = (more: object) => () => bare.database(DATABASE)!.query({ ...asked, ...more });
    expect(query({ order: { field: 'mark', direction: 'ASCENDING' } })).toThrow('lane ASCENDING, mark ASCENDING');
    expect(query({})).toThrow('needs an index');
    expect(query({ where: [{ field: 'id', op: 'EQUAL', text: 'a' }] })()).toEqual([]);
  });

  test('that nothing makes is refused by the name that Firestore has for it', async () => {
    await expect(ledgerOf('projects/acme-ai/databases/no').read('x')).rejects.toMatchObject({ name: 'NOT_FOUND' });
  });
});

describe('a topic', () => {
  behavesAsQueue(() => ({
    queue: queueOf(TOPIC),
    pass: (seconds) => time.advance(seconds),
    deadLetters: async () => deadLetters(),
  }));

  const deadLetters = () =>
    regions.subscription(subscription(`${TOPIC}-dead`))!.queue.bodies.map((body) => messageIn(textOf(body)));

  test('puts aside what was pulled too often', async () => {
    const before = deadLetters().length;
    await queueOf(TOPIC).send(message('b'));
    for (let round = 0; round < 2; round += 1) {
      expect(await queueOf(TOPIC).receive(10)).toHaveLength(1);
      await time.advance(VISIBILITY_SECONDS);
    }
    expect(await queueOf(TOPIC).receive(10)).toEqual([]);
    expect(deadLetters().slice(before)).toEqual([message('b')]);
  });

  test('lets a receipt wait for a first message, a minute and a half at most', async () => {
    const waiting = queueOf(TOPIC, true).receive(10);
    const until = async (count: number) => {
      while (time.waiting < count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const others = time.waiting;
    await until(others + 1);
    await queueOf(TOPIC).send(message('c'));
    const [delivery] = await waiting;
    expect(delivery.message).toEqual(message('c'));
    await queueOf(TOPIC).acknowledge(delivery);
    const inVain = queueOf(TOPIC, true).receive(10);
    await until(time.waiting + 1);
    await time.advance(90);
    expect(await inVain).toEqual([]);
  });

  test('never leaves its region, and is lost with it for as long', async () => {
    await expect(queueOf(`${TOPIC}-there`).send(message('d'))).rejects.toMatchObject({ name: 'NOT_FOUND' });
    await queueOf(TOPIC).send(message('d'));
    regions.lose(HERE);
    await expect(queueOf(TOPIC).receive(10)).rejects.toThrow();
    const publish = { method: 'POST', path: `/v1/${TOPIC}:publish`, body: '{}', within: 5000 } as const;
    await expect(api('googlePubSub').call(publish)).rejects.toThrow('closed');
    regions.restore(HERE);
    const received = await queueOf(TOPIC).receive(10);
    expect(received).toMatchObject([{ message: message('d') }]);
    await queueOf(TOPIC).acknowledge(received[0]);
  });
});

test('what nobody was done with stays away twice as long each time, between the limits of the subscription', async () => {
  const backoff = { leastSeconds: 10, mostSeconds: 15 };
  const [plan] = subscriptions(TOPIC);
  const own = new GoogleRegions(
    [{ name: HERE, bucket: undefined, subscriptions: [{ ...plan, deadLetters: undefined, backoff }] }],
    [],
    time,
  );
  const { queue } = own.subscription(plan.name)!;
  queue.send('{}');
  for (const seconds of [10, 15, 15]) {
    expect(queue.receive(1)).toHaveLength(1);
    await time.advance(VISIBILITY_SECONDS + seconds - 0.5);
    expect(queue.receive(1)).toEqual([]);
    await time.advance(1);
  }
});

test('objects lie in the region of their bucket, whichever cell asks, and are lost with it', async () => {
  await bucketOf('state-there').put('jobs/x', 'text');
  expect(regions.objectsOf(THERE)?.get('state-there/jobs/x')?.toString()).toBe('text');
  expect(await bucketOf('state-here').get('jobs/x')).toBeUndefined();
  regions.lose(THERE);
  await expect(bucketOf('state-there').get('jobs/x')).rejects.toThrow();
});

describe('between the clouds', () => {
  const provider = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/aws';
  const environment = { ...process.env };
  beforeAll(() => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    process.env.AWS_ENDPOINT_URL_STS = stubs.endpoints.sts;
  });
  afterAll(() => {
    process.env = environment;
  });
  const onAws = () =>
    federatedTokens(
      { provider, account: 'jobs@acme', region: 'eu-west-1', url: stubs.endpoints.googleExchange },
      clock,
    )();
  const role = 'arn:aws:iam::111122223333:role/jobs-google';
  const onGoogle = () =>
    webIdentity({ role, session: 'google.here', region: 'eu-west-1', token: async () => 'a.b.c' }, clock)();

  test('a cell of one is believed in the other, for an hour of service time', async () => {
    expect(await onAws()).toBe('token-of-the-stub');
    const { expiration } = await onGoogle();
    expect(expiration?.getTime()).toBe(clock.now() + 3_600_000);
  });

  test('nobody is believed by a cloud that is gone', async () => {
    for (const region of [HERE, THERE]) regions.lose(region);
    await expect(onAws()).rejects.toThrow();
    aws.lose('eu-west-1');
    await expect(onGoogle()).rejects.toThrow();
    aws.restore('eu-west-1');
  });
});
