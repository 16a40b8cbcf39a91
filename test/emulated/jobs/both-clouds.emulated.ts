import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { bakedGateway, removeBaked } from '../../../lib/bundle/baked-gateway';
import type { CellId } from '../../../lib/contract/cell';
import { ENVIRONMENT } from '../../../lib/contract/environment';
import type { JobView } from '../../../lib/contract/job';
import { systemClock } from '../../../lib/gateway/clock';
import { dynamoLedger } from '../../../lib/gateway/jobs/aws/dynamo-ledger';
import { firestoreLedger } from '../../../lib/gateway/jobs/google/firestore-ledger';
import type { Ledger } from '../../../lib/gateway/jobs/ledger';
import { GoogleApi } from '../../../lib/gateway/platform/google/google-api';
import { BundledCell } from '../../gateway/jobs/support/bundled-cell';
import { startDynalite } from '../../gateway/jobs/support/dynalite';
import { createQueues, startFauxqs } from '../../gateway/jobs/support/fauxqs';
import { jobs as withoutPatience } from '../../gateway/jobs/support/two-cells';
import { FakeFederation } from '../../gateway/support/fake-federation';
import { FakeGoogle } from '../../gateway/support/fake-google';
import { API_KEY, bakedDirectory, RESPONSES } from '../../gateway/support/fleet';
import { type Listening, listen } from '../../gateway/support/listen';
import { emulatorJars, startFirestore, startPubSub } from './google-emulators';
import { createTopics } from './pubsub-topics';
import { PullingCell } from './pulling-cell';
import { type Switched, switched } from './switched';

/**
 * A cell on each cloud, as they are deployed, for jobs that are to outlive a cloud: DynamoDB, SQS and S3 as dynalite and
 * fauxqs emulate them, Firestore and Pub/Sub as the Google Cloud SDK does. Cloud Storage, the metadata server and those
 * who take one cloud's word in the other are stand-ins of our own.
 */
const AWS: CellId = 'aws:eu-west-1';
const GOOGLE: CellId = 'google:europe-west4';
const DATABASE = 'projects/acme-ai/databases/jobs';
const PROVIDER = '//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs/providers/aws';
const ACCOUNT = 'jobs@acme-ai.iam.gserviceaccount.com';
const ROLE = 'arn:aws:iam::111122223333:role/assistant-jobs-google';

const jars = emulatorJars();
const google = new FakeGoogle();
google.token = 'owner';
const federation = new FakeFederation();
const keys = bakedDirectory();
const environment = { ...process.env };
const open: { close(): Promise<void> }[] = [];
let aws: BundledCell;
let awsUrl: string;
let pulling: PullingCell;
/** What each cell sees of the other's ledger. */
let toDynamo: Switched;
let toFirestore: Switched;
let ledgers: Readonly<Record<'aws' | 'google', Ledger>>;
let s3: S3Client;
let received: () => Promise<Parameters<BundledCell['work']>[0]>;

if (typeof jars === 'string') {
  process.stdout.write(`not run: jobs in both clouds' ledgers: ${jars}\n`);
  test.skip(jars, () => undefined);
} else {
  beforeAll(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    const [firestore, pubSub, dynamo, fauxqs] = await Promise.all([
      startFirestore(jars),
      startPubSub(jars),
      startDynalite('jobs'),
      startFauxqs(),
    ]);
    const sockets = { google: await listen(google.listener), federation: await listen(federation.listener) };
    toDynamo = await switched(dynamo.url);
    toFirestore = await switched(firestore.url);
    open.push(firestore, pubSub, dynamo, fauxqs, toDynamo, toFirestore, ...(Object.values(sockets) as Listening[]));
    process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamo.url;
    ledgers = {
      aws: dynamoLedger('jobs', 'eu-west-1'),
      google: firestoreLedger(new GoogleApi(firestore.url, async () => 'owner'), DATABASE, systemClock),
    };
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    s3 = new S3Client({ endpoint: fauxqs.url, region: 'eu-west-1', credentials, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'state-aws' }));

    const route = { deadlineSeconds: 20, queue: 'allowed', residency: [], durability: 'cloud', floor: 3 } as const;
    const directory = bakedGateway(
      {
        version: 1,
        service: 'assistant',
        ladder: [{ name: 'script', tier: 3, on: { aws: DETERMINISTIC, google: DETERMINISTIC } }],
        routes: [
          { ...route, name: 'both', otherCloudDown: 'refuse' },
          { ...route, name: 'rather', otherCloudDown: 'region' },
        ],
        jobs: {
          ...withoutPatience,
          cells: [
            { id: AWS, url: 'https://aws.test', bucket: 'state-aws' },
            { id: GOOGLE, url: 'https://google.test', bucket: 'state-google' },
          ],
        },
      },
      RESPONSES,
    );
    const { queueUrl, deadLettersUrl, client } = await createQueues(fauxqs.url, 'jobs', 120, 5);
    received = async () => {
      const all = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(all));
      return Messages.map((each) => ({
        messageId: each.MessageId!,
        body: each.Body!,
        receiptHandle: each.ReceiptHandle!,
      }));
    };
    aws = new BundledCell({
      cell: AWS,
      ...{ directory, keysFile: keys.keysFile, bucket: 'state-aws', ledger: 'jobs', queueUrl, deadLettersUrl },
      endpoints: { dynamodb: dynamo.url, others: fauxqs.url },
      environment: {
        [ENVIRONMENT.jobsOtherLedger]: DATABASE,
        [ENVIRONMENT.jobsOtherRole]: ACCOUNT,
        [ENVIRONMENT.jobsOtherAudience]: PROVIDER,
        [ENVIRONMENT.googleExchangeUrl]: sockets.federation.url,
        [ENVIRONMENT.googleFirestoreUrl]: toFirestore.url,
        [ENVIRONMENT.googleStorageUrl]: sockets.google.url,
      },
    });
    const topics = await createTopics(pubSub.url, 'jobs', { ackDeadlineSeconds: 10, attempts: 100 });
    pulling = new PullingCell({
      ...{ directory, keysFile: keys.keysFile },
      environment: {
        [ENVIRONMENT.cell]: GOOGLE,
        [ENVIRONMENT.googleProject]: 'acme-ai',
        [ENVIRONMENT.stateBucket]: 'state-google',
        [ENVIRONMENT.jobsLedger]: DATABASE,
        [ENVIRONMENT.jobsQueue]: topics.topic,
        [ENVIRONMENT.jobsDeadLetters]: topics.deadLetters,
        [ENVIRONMENT.jobsOtherLedger]: 'jobs',
        [ENVIRONMENT.jobsOtherRole]: ROLE,
        [ENVIRONMENT.jobsOtherAudience]: 'assistant-jobs',
        [ENVIRONMENT.googleMetadataHost]: new URL(sockets.google.url).host,
        [ENVIRONMENT.googleStorageUrl]: sockets.google.url,
        [ENVIRONMENT.googleFirestoreUrl]: firestore.url,
        [ENVIRONMENT.googlePubSubUrl]: pubSub.url,
        AWS_ENDPOINT_URL: fauxqs.url,
        AWS_ENDPOINT_URL_DYNAMODB: toDynamo.url,
        AWS_ENDPOINT_URL_STS: sockets.federation.url,
      },
    });
    awsUrl = await aws.serve();
    await pulling.serve();
  }, 120_000);
  beforeEach(() => {
    toDynamo.fault = undefined;
    toFirestore.fault = undefined;
  });
  afterAll(async () => {
    process.env = environment;
    await aws?.close();
    await pulling?.close();
    s3?.destroy();
    for (const each of open) await each.close();
    removeBaked();
    keys.remove();
  });

  const cells = {
    aws: { url: () => awsUrl, abroad: () => toFirestore },
    google: { url: () => pulling.url, abroad: () => toDynamo },
  };
  /** As if its workers had said nothing for long. */
  const gone = async (cell: CellId) => {
    for (const ledger of [ledgers.aws, ledgers.google]) await ledger.remove(`pulse_${cell}`, 'pulse');
  };
  const keeping = async (id: string) => ({
    aws: (await ledgers.aws.read(id)).map(({ facet }) => facet).sort(),
    google: (await ledgers.google.read(id)).map(({ facet }) => facet).sort(),
  });

  describe.each(['aws', 'google'] as const)('a job that is accepted on %s', (cloud) => {
    const other = cloud === 'aws' ? 'google' : 'aws';
    const { url, abroad: way } = cells[cloud];

    test('is held by both clouds’ ledgers before its 202', async () => {
      const { status, body } = await ask(url(), 'POST', '/v1/jobs', { request: chat('both') });
      expect([status, body.durability]).toEqual([202, 'cloud']);
      expect(await keeping(body.id)).toEqual({ aws: ['job', 'watch'], google: ['job', 'watch'] });
    });

    test('has a text too large for a row in the buckets of both', async () => {
      const { body } = await ask(url(), 'POST', '/v1/jobs', { request: chat('both', 'please '.repeat(20_000)) });
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'state-aws' }));
      const key = `jobs/${body.id}/request`;
      expect(Contents.map(({ Key }) => Key)).toContain(key);
      expect([...google.objects.keys()]).toContain(`state-google/${key}`);
    });

    test.each(['broken', 'silent'] as const)(
      'is refused, or kept by its region, as its route says: %s',
      async (fault) => {
        way().fault = fault;
        const began = Date.now();
        const refused = await ask(url(), 'POST', '/v1/jobs', { request: chat('both') });
        expect([refused.status, (refused.body.error as { code?: string })?.code]).toEqual([503, 'other-cloud-down']);
        const kept = await ask(url(), 'POST', '/v1/jobs', { request: chat('rather') });
        expect([kept.status, kept.body.durability]).toEqual([202, 'region']);
        // Who comes second does not wait for what has just failed the first.
        expect(Date.now() - began).toBeLessThan(14_000);
        const { [cloud]: here, [other]: abroad } = await keeping(kept.body.id);
        expect([here, abroad]).toEqual([['job', 'watch'], []]);
        way().fault = undefined;
        // Until somebody dares to ask again.
        for (;;) {
          const { status, body } = await ask(url(), 'POST', '/v1/jobs', { request: chat('both') });
          if (status === 202) return expect(body.durability).toBe('cloud');
          await new Promise((resolve) => setTimeout(resolve, 1000));
        }
      },
    );
  });

  test('each cloud was told who the other’s cell is, for one purpose', () => {
    expect(federation.exchanged[0]).toMatchObject({ audience: PROVIDER });
    expect(federation.impersonated[0]).toMatchObject({ account: ACCOUNT, authorization: 'Bearer federated' });
    expect(federation.assumed[0]).toMatchObject({ RoleArn: ROLE, RoleSessionName: 'google.europe-west4' });
    expect(google.audiences).toContain('assistant-jobs');
  });

  test('what was accepted on Google is answered on AWS when Google is gone', async () => {
    const large = chat('both', `refund ${'please '.repeat(20_000)}`);
    const { body } = await ask(pulling.url, 'POST', '/v1/jobs', { request: large });
    await aws.sweep();
    for (let batch = await received(); batch.length > 0; batch = await received()) await aws.work(batch);
    const there = await ask(awsUrl, 'GET', body.status_url);
    expect([there.status, there.body.state, there.body.served_by?.cell]).toEqual([200, 'done', AWS]);
    // Who asks on Google hears of it, too.
    expect((await ask(pulling.url, 'GET', body.status_url)).body.state).toBe('done');
  });

  test('what was accepted on AWS is answered on Google when AWS is gone', async () => {
    await gone(AWS);
    const { body } = await ask(awsUrl, 'POST', '/v1/jobs', { request: chat('both') });
    pulling.work();
    let seen = await ask(pulling.url, 'GET', body.status_url);
    while (seen.body.state !== 'done') {
      await new Promise((resolve) => setTimeout(resolve, 200));
      seen = await ask(pulling.url, 'GET', body.status_url);
    }
    expect([seen.body.home, seen.body.served_by?.cell]).toEqual([AWS, GOOGLE]);
    expect((await ask(awsUrl, 'GET', body.status_url)).body.state).toBe('done');
    expect((await pulling.rest()).status).toBe(0);
  });
}

const DETERMINISTIC = { kind: 'deterministic' } as const;
const chat = (name: string, content = 'hi') => ({ model: name, messages: [{ role: 'user', content }] });

async function ask(url: string, method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${API_KEY}` };
  const answer = await fetch(url + path, {
    method,
    headers,
    redirect: 'manual',
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : {}) as JobView };
}
