import { bakedGateway, removeBaked } from '../../../lib/bundle/baked-gateway';
import type { JobView } from '../../../lib/contract/job';
import { BundledCell } from '../../gateway/jobs/support/bundled-cell';
import { jobs, ladder, REGIONS, routes } from '../../gateway/jobs/support/two-cells';
import { API_KEY, bakedDirectory, RESPONSES } from '../../gateway/support/fleet';
import { motoPython } from '../moto';
import { createLedger, createQueues, type EmulatedServices, type Queues, startServices } from './services';

/**
 * Two cells' gateways, workers and sweeps, as they are deployed, over moto's SQS, DynamoDB and S3. moto runs no
 * functions: what Lambda's polling would hand over is received here, and handed to the bundle's own handler.
 */
const RECEIPTS = 2;

interface Cell extends Queues {
  readonly region: string;
  readonly bundled: BundledCell;
  readonly url: string;
}

const python = motoPython();
let services: EmulatedServices;
let cells: readonly [Cell, Cell];

if (python === undefined) {
  test.skip('moto: python3 is not on this machine', () => undefined);
} else {
  const keys = bakedDirectory();
  beforeAll(async () => {
    services = await startServices(python);
    await createLedger(services.ask('eu-west-1'), 'jobs');
    const directory = bakedGateway({ version: 1, service: 'assistant', ladder, routes, jobs }, RESPONSES);
    const [here, there] = REGIONS;
    cells = [await startCell(here, directory, keys.keysFile), await startCell(there, directory, keys.keysFile)];
  }, 120_000);
  afterAll(async () => {
    for (const { bundled } of cells ?? []) await bundled.close();
    await services.close();
    removeBaked();
    keys.remove();
  });

  test('a job is accepted, worked off and answered, and any cell knows it', async () => {
    const [here, there] = cells;
    const accepted = await ask(here, 'POST', '/v1/jobs', { request: chat('When do I get my refund?') });
    expect([accepted.status, accepted.body.state]).toEqual([202, 'queued']);
    expect(await here.bundled.work(await receive(here))).toEqual({ batchItemFailures: [] });
    for (const cell of cells) {
      const { status, body } = await ask(cell, 'GET', accepted.body.status_url);
      expect([status, body.state, body.tier]).toEqual([200, 'done', 3]);
    }
    expect(await receive(there)).toEqual([]);
  });

  test('a request too large for a row lies in the buckets, and is answered', async () => {
    const [here] = cells;
    const { body } = await ask(here, 'POST', '/v1/jobs', { request: chat(`refund ${'please '.repeat(20_000)}`) });
    for (const Bucket of REGIONS.map((region) => `state-${region}`)) {
      const { Contents = [] } = await services.ask(here.region)('s3', 'ListObjectsV2', { Bucket });
      expect(Contents.map(({ Key }: { Key: string }) => Key)).toEqual([`jobs/${body.id}/request`]);
    }
    await here.bundled.work(await receive(here));
    expect((await ask(here, 'GET', body.status_url)).body.state).toBe('done');
  });

  test('poison: what fells its worker each time is put aside by SQS; what is no message harms nobody', async () => {
    const [here] = cells;
    const { body: poison } = await ask(here, 'POST', '/v1/jobs', { request: chat('poison') });
    for (let receipt = 1; receipt <= RECEIPTS; receipt += 1) await dropped(here, await receive(here));
    expect(await receive(here)).toEqual([]);
    const dead = await receive(here, here.deadLettersUrl);
    expect(dead.map((one) => JSON.parse(one.body).job)).toEqual([poison.id]);

    const { body } = await ask(here, 'POST', '/v1/jobs', { request: chat('hi') });
    await services.ask(here.region)('sqs', 'SendMessage', { QueueUrl: here.queueUrl, MessageBody: 'no message' });
    const records = await receive(here);
    expect(records).toHaveLength(2);
    expect(await here.bundled.work(records)).toEqual({ batchItemFailures: [] });
    expect((await ask(here, 'GET', body.status_url)).body.state).toBe('done');
  });

  test('what a dead worker held is sent again by the sweep, and taken over by another cell', async () => {
    const [here, gone] = cells;
    const { body } = await ask(gone, 'POST', '/v1/jobs', { request: chat('hi') });
    // Received by a worker that dies: hidden for two minutes.
    expect(await receive(gone)).toHaveLength(1);
    await here.bundled.sweep();
    const rescued = await receive(here);
    expect(rescued.map((one) => JSON.parse(one.body).job)).toEqual([body.id]);
    await here.bundled.work(rescued);
    const { body: view } = await ask(gone, 'GET', body.status_url);
    expect([view.state, view.home, view.served_by?.cell]).toEqual(['done', 'aws:eu-central-1', 'aws:eu-west-1']);
  });

  test('moto met no error of its own', () => {
    expect(services.tracebacks()).toEqual([]);
  });
}

async function startCell(region: string, directory: string, keysFile: string): Promise<Cell> {
  const call = services.ask(region);
  const bucket = `state-${region}`;
  await call('s3', 'CreateBucket', { Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } });
  const queues = await createQueues(call, `jobs-${region}`, 120, RECEIPTS);
  const bundled = new BundledCell({
    cell: `aws:${region}`,
    ...{ directory, keysFile, bucket, ledger: 'jobs', ...queues },
    endpoints: { dynamodb: services.ledgerUrl, others: services.url },
  });
  return { region, bundled, url: await bundled.serve(), ...queues };
}

async function ask(cell: Cell, method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${API_KEY}` };
  const answer = await fetch(cell.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: answer.status, body: (await answer.json()) as JobView };
}

const chat = (content: string) => ({ model: 'chat', messages: [{ role: 'user', content }] });

async function receive({ region, queueUrl }: Cell, QueueUrl = queueUrl) {
  const asked = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
  const { Messages = [] } = await services.ask(region)('sqs', 'ReceiveMessage', asked);
  return Messages.map(({ MessageId, Body, ReceiptHandle }: Record<string, string>) => ({
    messageId: MessageId as string,
    body: Body as string,
    receiptHandle: ReceiptHandle as string,
  })) as { messageId: string; body: string; receiptHandle: string }[];
}

/** A worker died with them in hand: they are visible again, and were received once more. */
async function dropped({ region, queueUrl }: Cell, records: Awaited<ReturnType<typeof receive>>): Promise<void> {
  expect(records).toHaveLength(1);
  for (const { receiptHandle } of records) {
    const asked = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 };
    await services.ask(region)('sqs', 'ChangeMessageVisibility', asked);
  }
}
