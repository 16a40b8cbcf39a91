import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEDGER_INDEX } from '../../../lib/contract/job';
import { type Ask, type Asker, startAsking } from '../ask';
import { awsEnvironment } from '../cdk';
import { type Moto, startMoto } from '../moto';

export interface EmulatedServices {
  /** Of SQS and S3; by number, so that the SDK puts a bucket's name into the path. */
  readonly url: string;
  /** Of one Region's tables, whichever Region is asked. */
  readonly ledgerUrl: string;
  ask(region: string): Ask;
  /** Errors of moto's own. */
  tracebacks(): readonly string[];
  close(): Promise<void>;
}

/** moto, and before its tables something that stands for the replication that it lacks: every Region's is Ireland's. */
export async function startServices(python: string): Promise<EmulatedServices> {
  const scratch = mkdtempSync(join(tmpdir(), 'emulated-jobs-'));
  const moto: Moto = await startMoto(python, join(scratch, 'moto.log'));
  const asker: Asker = startAsking(python, awsEnvironment(moto.endpoint));
  const url = moto.endpoint.replace('localhost', '127.0.0.1');
  const replicas = await startReplicas(url);
  return {
    url,
    ledgerUrl: replicas.url,
    ask: asker.in,
    tracebacks: moto.tracebacks,
    close: async () => {
      asker.end();
      await replicas.close();
      await moto.end();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

const HOME = 'eu-west-1';

/** The Region that a request is for stands in its signature, which moto does not check. */
async function startReplicas(target: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((asked, answer) => {
    const authorization = asked.headers.authorization?.replace(/\/[a-z0-9-]+\/dynamodb\//, `/${HOME}/dynamodb/`);
    const { method, url, headers } = asked;
    const passed = request(new URL(url ?? '/', target), { method, headers: { ...headers, authorization } }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

/** The ledger's table, shaped as the template has it. */
export async function createLedger(ask: Ask, TableName: string): Promise<void> {
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
  await ask('dynamodb', 'CreateTable', {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['id', 'facet', 'lane', 'mark'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: keys('id', 'facet'),
    GlobalSecondaryIndexes: [
      { IndexName: LEDGER_INDEX, KeySchema: keys('lane', 'mark'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
  });
}

export interface Queues {
  readonly queueUrl: string;
  readonly deadLettersUrl: string;
}

/** A queue with its dead letters, as the template ties them. */
export async function createQueues(ask: Ask, name: string, visibility: number, receipts: number): Promise<Queues> {
  const { QueueUrl: deadLettersUrl } = await ask('sqs', 'CreateQueue', { QueueName: `${name}-dead` });
  const asked = { QueueUrl: deadLettersUrl, AttributeNames: ['QueueArn'] };
  const { Attributes } = await ask('sqs', 'GetQueueAttributes', asked);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: receipts });
  const { QueueUrl: queueUrl } = await ask('sqs', 'CreateQueue', {
    QueueName: name,
    Attributes: { VisibilityTimeout: String(visibility), RedrivePolicy },
  });
  return { queueUrl, deadLettersUrl };
}
