/** The stand-ins for DynamoDB and SQS keep to what the emulators that others wrote keep to, asked by the same clients. */
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { LEDGER_INDEX } from '../../../lib/contract/job';
import { dynamoLedger } from '../../../lib/gateway/jobs/aws/dynamo-ledger';
import { sqsQueue } from '../../../lib/gateway/jobs/aws/sqs-queue';
import { messageIn } from '../../../lib/gateway/jobs/message-in';
import { s3Bucket } from '../../../lib/gateway/platform/aws/s3-bucket';
import { Regions } from '../../../lib/rehearsal/jobs/regions';
import { type Stubs, startStubs } from '../../../lib/rehearsal/stubs/stub-server';
import { behavesAsLedger } from '../../gateway/jobs/ledger-behaviour';
import { behavesAsQueue, VISIBILITY_SECONDS } from '../../gateway/jobs/queue-behaviour';
import { ManualTime } from '../manual-time';

const HERE = 'eu-west-1';
const THERE = 'eu-central-1';
const time = new ManualTime();
const queues = [
  { name: 'jobs', visibilitySeconds: VISIBILITY_SECONDS, deadLetters: { name: 'jobs-dead', maxReceives: 2 } },
  { name: 'jobs-dead', visibilitySeconds: VISIBILITY_SECONDS },
];
const table = {
  ...{ regions: [HERE, THERE], keys: { partition: 'id', sort: 'facet' } },
  indexes: new Map([[LEDGER_INDEX, { partition: 'lane', sort: 'mark' }]]),
};
const regions = new Regions(
  new Map([
    [HERE, queues],
    [THERE, queues],
  ]),
  [
    { ...table, name: 'strong', strong: true, witness: 'eu-west-3' },
    { ...table, name: 'eventual', strong: false },
    { ...table, name: 'of-three', strong: true, regions: [HERE, THERE, 'eu-west-3'] },
  ],
  time,
);
const environment = { ...process.env };
let stubs: Stubs;

beforeAll(async () => {
  stubs = await startStubs({
    ...{ cell: `aws:${HERE}`, ladder: [], secrets: new Map(), golden: [], aws: { regions, region: HERE } },
  });
  Object.assign(process.env, {
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    AWS_ENDPOINT_URL_DYNAMODB: stubs.endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: stubs.endpoints.sqs,
    AWS_ENDPOINT_URL_S3: stubs.endpoints.s3,
  });
});
afterAll(async () => {
  process.env = environment;
  await stubs.close();
});
afterEach(() => {
  for (const region of [HERE, THERE]) regions.restore(region);
});

const urlOf = (name: string) => `https://sqs.${HERE}.amazonaws.com/111122223333/${name}`;
const row = (id: string, version = 1) => ({ id, facet: 'job', version, body: { version }, expiresAt: 4_000_000_000 });

describe.each(['strong', 'eventual'])('a table, %s', (name) => {
  behavesAsLedger(() => dynamoLedger(name, HERE));
});

describe('a queue', () => {
  behavesAsQueue(() => ({
    queue: sqsQueue({ region: HERE, queueUrl: urlOf('jobs'), deadLettersUrl: urlOf('jobs-dead'), waitSeconds: 0 }),
    pass: (seconds) => time.advance(seconds),
    deadLetters: async () => regions.of(HERE)!.queues.get('jobs-dead')!.bodies.map(messageIn),
  }));

  test('what is received too often is put aside, and names no reason', async () => {
    const queue = regions.of(THERE)!.queues.get('jobs')!;
    queue.send('{"job":"job_x"}');
    for (let round = 0; round < 2; round += 1) {
      expect(queue.receive(10)).toMatchObject([{ receives: round + 1 }]);
      await time.advance(VISIBILITY_SECONDS);
    }
    expect(queue.receive(10)).toEqual([]);
    expect(regions.of(THERE)!.queues.get('jobs-dead')!.bodies).toEqual(['{"job":"job_x"}']);
  });
});

test('a strong table is one for all of its Regions', async () => {
  expect(await dynamoLedger('strong', HERE).insert(row('one'))).toBe(true);
  expect(await dynamoLedger('strong', THERE).insert(row('one'))).toBe(false);
  expect(await dynamoLedger('strong', THERE).read('one')).toEqual([row('one')]);
});

test('an eventual table’s Regions hear of each other a second later, and the later write stands', async () => {
  const [here, there] = [dynamoLedger('eventual', HERE), dynamoLedger('eventual', THERE)];
  expect(await here.insert(row('both'))).toBe(true);
  expect(await there.insert({ ...row('both'), body: { there: true } })).toBe(true);
  await time.advance(1);
  for (const each of [here, there]) expect(await each.read('both')).toMatchObject([{ body: { there: true } }]);
  await there.remove('both', 'job');
  expect(await here.read('both')).toHaveLength(1);
  await time.advance(1);
  expect(await here.read('both')).toEqual([]);
});

test('a Region that is lost is asked in vain; what it alone had comes with it when it is back', async () => {
  const [here, there] = [dynamoLedger('eventual', HERE), dynamoLedger('eventual', THERE)];
  await there.insert(row('late'));
  regions.lose(THERE);
  await here.insert(row('meanwhile'));
  await time.advance(10);
  await expect(there.read('late')).rejects.toThrow();
  await expect(s3Bucket('state-there', THERE).get('jobs/x')).rejects.toThrow();
  expect(await here.read('late')).toEqual([]);
  regions.restore(THERE);
  await time.advance(1);
  expect(await here.read('late')).toEqual([row('late')]);
  expect(await there.read('meanwhile')).toEqual([row('meanwhile')]);
});

test('a strong table answers while most of its Regions are left, of which the witness is one', async () => {
  regions.lose(THERE);
  expect(await dynamoLedger('strong', HERE).insert(row('alone'))).toBe(true);
  expect(await dynamoLedger('of-three', HERE).insert(row('alone'))).toBe(true);
});

test('a strong table of whose three Regions one is left answers nobody', async () => {
  const two = new Regions(
    new Map([
      [HERE, []],
      [THERE, []],
      ['eu-west-3', []],
    ]),
    [{ ...table, name: 't', strong: true, regions: [HERE, THERE, 'eu-west-3'] }],
    time,
  );
  two.lose(THERE);
  two.lose('eu-west-3');
  const put = () => two.table('t')!.put(HERE, { id: { S: 'a' }, facet: { S: 'b' } }, () => true);
  expect(put).toThrow('1 of 3 Regions are left');
  two.restore(THERE);
  expect(put()).toBe(true);
});

test('objects lie in the Region for which a call is signed', async () => {
  await s3Bucket('state-there', THERE).put('jobs/x', 'text');
  expect(regions.of(THERE)!.objects.get('state-there/jobs/x')?.toString()).toBe('text');
  expect(await s3Bucket('state-there', HERE).get('jobs/x')).toBeUndefined();
});

test('what the stand-in does not know it refuses, by the name that DynamoDB has for it', async () => {
  const client = new DynamoDBClient({ region: HERE, maxAttempts: 1 });
  await expect(client.send(new ScanCommand({ TableName: 'strong' }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  client.destroy();
  await expect(dynamoLedger('another', HERE).read('x')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(
    sqsQueue({ region: HERE, queueUrl: urlOf('no'), deadLettersUrl: '' }).send({ job: 'job_x', queuedAt: 0 }),
  ).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});
