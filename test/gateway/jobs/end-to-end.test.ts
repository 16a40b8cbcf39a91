import { text } from 'node:stream/consumers';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { bakedGateway, removeBaked } from '../../../lib/bundle/baked-gateway';
import type { JobView } from '../../../lib/contract/job';
import { API_KEY, bakedDirectory, RESPONSES } from '../support/fleet';
import { type Listening, listen } from '../support/listen';
import { BundledCell } from './support/bundled-cell';
import { type Emulated, startDynalite } from './support/dynalite';
import { createQueues, startFauxqs } from './support/fauxqs';
import { jobs, ladder, REGIONS, routes } from './support/two-cells';

/**
 * A caller's whole way, through the bundles as they are deployed, with DynamoDB, SQS and S3 as others emulate them: what is
 * accepted is worked off by a worker, or by another cell's once nobody has touched it.
 */
interface Cell {
  readonly bundled: BundledCell;
  readonly url: string;
  readonly queueUrl: string;
  readonly deadLettersUrl: string;
}

const keys = bakedDirectory();
let dynamodb: Emulated;
let fauxqs: Emulated;
let sqs: SQSClient;
let cells: Cell[] = [];
/** Takes the cells' spans: one body for each time that they send some. */
let collector: Listening;
const collected: string[] = [];

beforeAll(async () => {
  const directory = bakedGateway({ version: 1, service: 'assistant', ladder, routes, jobs }, RESPONSES);
  [dynamodb, fauxqs] = await Promise.all([startDynalite('jobs'), startFauxqs()]);
  collector = await listen(async (request, response) => {
    collected.push(await text(request));
    response.end('{}');
  });
  const s3 = s3Client();
  cells = await Promise.all(
    REGIONS.map(async (region) => {
      await s3.send(new CreateBucketCommand({ Bucket: `state-${region}` }));
      const { queueUrl, deadLettersUrl, client } = await createQueues(fauxqs.url, `jobs-${region}`, 120, 5);
      sqs = client;
      const bundled = new BundledCell({
        cell: `aws:${region}`,
        ...{ directory, keysFile: keys.keysFile, bucket: `state-${region}`, ledger: 'jobs', queueUrl, deadLettersUrl },
        endpoints: { dynamodb: dynamodb.url, others: fauxqs.url },
        environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      });
      return { bundled, url: await bundled.serve(), queueUrl, deadLettersUrl };
    }),
  );
  s3.destroy();
}, 30_000);

afterAll(async () => {
  for (const { bundled } of cells) await bundled.close();
  await fauxqs.close();
  await collector.close();
  removeBaked();
  keys.remove();
});

function s3Client(): S3Client {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new S3Client({ endpoint: fauxqs.url, region: 'eu-west-1', credentials, forcePathStyle: true });
}

async function ask(cell: Cell, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(cell.url + path, {
    method,
    headers: { authorization: `Bearer ${API_KEY}`, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as JobView };
}

const chat = (content: string) => ({ model: 'chat', messages: [{ role: 'user', content }] });

async function receive(queueUrl: string) {
  const all = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(all));
  return Messages.map(({ MessageId, Body, ReceiptHandle }) => ({
    messageId: MessageId!,
    body: Body!,
    receiptHandle: ReceiptHandle!,
  }));
}

test('a job is accepted, worked off and answered, and any cell knows it', async () => {
  const [here, there] = cells;
  const accepted = await ask(here, 'POST', '/v1/jobs', { request: chat('When do I get my refund?') });
  expect([accepted.status, accepted.body.state, accepted.body.home]).toEqual([202, 'queued', 'aws:eu-west-1']);
  expect(await here.bundled.work(await receive(here.queueUrl))).toEqual({ batchItemFailures: [] });
  for (const cell of [here, there]) {
    const { status, body } = await ask(cell, 'GET', accepted.body.status_url);
    expect([status, body.state, body.tier]).toEqual([200, 'done', 3]);
    expect(body.served_by).toEqual({
      tier: 3,
      rung: 'script',
      model: 'deterministic',
      cell: 'aws:eu-west-1',
      reason: 'preferred',
      attempts: 1,
      tried: [{ rung: 'script', outcome: 'answered', milliseconds: expect.any(Number) }],
    });
    expect(JSON.stringify(body.result)).toContain('refund');
  }
  expect(await receive(here.queueUrl)).toEqual([]);
  expect(here.bundled.lines).toContainEqual(expect.objectContaining({ event: 'job', what: 'done', Jobs: 1 }));
  expect(JSON.stringify(here.bundled.lines)).not.toContain('refund');
});

test('a worker’s calls to models are spans of the trace of whoever asked', async () => {
  const [here] = cells;
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01` };
  await ask(here, 'POST', '/v1/jobs', { request: chat('hi') }, headers);
  await here.bundled.work(await receive(here.queueUrl));
  // It ends no earlier: once its function is frozen nothing goes out.
  const sent = collected.filter((body) => body.includes(trace) && body.includes('process job'));
  expect(sent).toHaveLength(1);
  const { scopeSpans, resource } = JSON.parse(sent[0]).resourceSpans[0];
  const [trying, call] = scopeSpans[0].spans;
  expect([trying.name, call.name]).toEqual(['process job', 'chat deterministic']);
  expect([trying.traceId, call.traceId, call.parentSpanId]).toEqual([trace, trace, trying.spanId]);
  expect(JSON.stringify(resource)).toContain('aws:eu-west-1');
});

test('a chat completion becomes a job where its caller prefers that', async () => {
  const [here] = cells;
  const { status, headers, body } = await ask(here, 'POST', '/v1/chat/completions', chat('hi'), {
    prefer: 'respond-async',
  });
  expect([status, headers.get('preference-applied'), body.state]).toEqual([202, 'respond-async', 'queued']);
  await here.bundled.work(await receive(here.queueUrl));
  expect((await ask(here, 'GET', body.status_url)).body.state).toBe('done');
});

test('a request too large for a row lies in two cells’ buckets, and is answered', async () => {
  const [here] = cells;
  const { body } = await ask(here, 'POST', '/v1/jobs', { request: chat(`refund ${'please '.repeat(20_000)}`) });
  const s3 = s3Client();
  for (const region of REGIONS) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: `state-${region}` }));
    expect(Contents.map(({ Key }) => Key)).toEqual([`jobs/${body.id}/request`]);
  }
  s3.destroy();
  await here.bundled.work(await receive(here.queueUrl));
  expect((await ask(here, 'GET', body.status_url)).body.state).toBe('done');
});

test('a job that fell out of its queue is found by the sweep; one whose cell is gone by the other cell’s', async () => {
  // Of the one, no worker has ever said anything.
  const [here, gone] = cells;
  const lost = await ask(gone, 'POST', '/v1/jobs', { request: chat('hi') });
  // Received by a worker that dies: hidden for two minutes.
  expect(await receive(gone.queueUrl)).toHaveLength(1);
  await gone.bundled.sweep();
  const again = await receive(gone.queueUrl);
  expect(again.map(({ body }) => JSON.parse(body).job)).toEqual([lost.body.id]);

  // Nobody works at it there any more; the other cell takes it.
  await here.bundled.sweep();
  const rescued = await receive(here.queueUrl);
  expect(rescued.map(({ body }) => JSON.parse(body).job)).toEqual([lost.body.id]);
  await here.bundled.work(rescued);
  const { body } = await ask(gone, 'GET', lost.body.status_url);
  expect([body.state, body.home, body.served_by?.cell]).toEqual(['done', 'aws:eu-central-1', 'aws:eu-west-1']);

  // What comes late is suppressed, and changes nothing.
  await gone.bundled.work(again);
  expect((await ask(here, 'GET', lost.body.status_url)).body).toEqual(body);
  expect(gone.bundled.lines.at(-1)).toMatchObject({ what: 'duplicate', job: lost.body.id });
  const sweeps = here.bundled.lines.filter(({ event }) => event === 'swept');
  expect(sweeps).toEqual([expect.objectContaining({ JobsRescued: 1, SweepsOverdue: 0, Cell: 'aws:eu-west-1' })]);
});

test('a worker that is run by itself pulls, sweeps, and ends when it is told to', async () => {
  const [here] = cells;
  const { body } = await ask(here, 'POST', '/v1/jobs', { request: chat('When do I get my refund?') });
  const seen = new Set<unknown>();
  const { status, lines } = await here.bundled.workAlone(({ event, what, job }) => {
    seen.add(job === body.id ? what : event);
    return seen.has('done') && seen.has('swept');
  });
  expect((await ask(here, 'GET', body.status_url)).body.state).toBe('done');
  expect(status).toBe(0);
  expect([lines[0], lines.at(-1)]).toEqual([
    { event: 'pulling', cell: 'aws:eu-west-1', slots: 10 },
    { event: 'ended', cell: 'aws:eu-west-1' },
  ]);
  expect(lines).toContainEqual(expect.objectContaining({ event: 'swept', cell: 'aws:eu-west-1' }));
  expect(JSON.stringify(lines)).not.toContain('refund');
});

test('a worker that is told nonsense does not begin', async () => {
  const [here] = cells;
  for (const [name, value] of Object.entries({ UNDERSTUDY_JOBS_WORKERS: 'many', UNDERSTUDY_JOBS_LEDGER: '' })) {
    expect(await here.bundled.workAlone(() => false, { [name]: value })).toEqual({ status: 2, lines: [] });
  }
});

test('a key, a cancellation, a list: by any cell', async () => {
  const [here, there] = cells;
  const named = { 'idempotency-key': 'mine' };
  const first = await ask(here, 'POST', '/v1/jobs', { request: chat('hi') }, named);
  const second = await ask(there, 'POST', '/v1/jobs', { request: chat('hi') }, named);
  expect([second.status, second.body.id]).toEqual([202, first.body.id]);
  expect((await ask(there, 'POST', '/v1/jobs', { request: chat('ho') }, named)).status).toBe(409);
  const canceled = await ask(there, 'DELETE', first.body.status_url);
  expect([canceled.status, canceled.body.state]).toEqual([200, 'canceled']);
  await here.bundled.work(await receive(here.queueUrl));
  expect((await ask(here, 'GET', first.body.status_url)).body.state).toBe('canceled');
  const { body: list } = await ask(there, 'GET', '/v1/jobs?limit=1');
  expect(list).toMatchObject({ data: [{ id: first.body.id }], has_more: true });
});

test('where nobody can keep it, nothing is accepted, and the caller may come again', async () => {
  const [here] = cells;
  await dynamodb.close();
  const { status, headers, body } = await ask(here, 'POST', '/v1/jobs', { request: chat('hi') });
  expect([status, headers.get('retry-after'), body.error?.code]).toEqual([503, '5', 'jobs-unavailable']);
});
