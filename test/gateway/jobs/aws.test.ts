import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { dynamoLedger } from '../../../lib/gateway/jobs/aws/dynamo-ledger';
import { doorsOf } from '../../../lib/gateway/jobs/aws/services';
import { sqsQueue } from '../../../lib/gateway/jobs/aws/sqs-queue';
import { messageIn } from '../../../lib/gateway/jobs/message-in';
import { behavesAsLedger } from './ledger-behaviour';
import { behavesAsQueue, VISIBILITY_SECONDS } from './queue-behaviour';
import { type Emulated, startDynalite } from './support/dynalite';
import { createQueues, startFauxqs } from './support/fauxqs';

const environment = { ...process.env };
const open: { close(): Promise<void> }[] = [];
beforeAll(() => Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }));
afterAll(async () => {
  process.env = environment;
  for (const each of open) await each.close();
});

describe('a table of DynamoDB', () => {
  behavesAsLedger(async () => {
    const emulated: Emulated = await startDynalite('jobs');
    open.push(emulated);
    process.env.AWS_ENDPOINT_URL_DYNAMODB = emulated.url;
    return dynamoLedger('jobs', 'eu-west-1');
  });
});

describe('a queue of SQS', () => {
  behavesAsQueue(async () => {
    const emulated = await startFauxqs();
    open.push(emulated);
    process.env.AWS_ENDPOINT_URL_SQS = emulated.url;
    const { queueUrl, deadLettersUrl, client } = await createQueues(emulated.url, 'jobs', VISIBILITY_SECONDS, 2);
    return {
      queue: sqsQueue({ region: 'eu-west-1', queueUrl, deadLettersUrl, waitSeconds: 0 }),
      pass: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000 + 200)),
      deadLetters: async () => {
        const all = { QueueUrl: deadLettersUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
        const { Messages = [] } = await client.send(new ReceiveMessageCommand(all));
        return Messages.map(({ Body = '' }) => messageIn(Body));
      },
    };
  });
});

test.each(['', 'null', '[1]', 'text'])('a message that says %p names no job', (body) => {
  expect(messageIn(body).job).toMatch(/^job_unreadable$|^undefined$/);
});

test('a cell reaches the table in its own Region, or where it is told to, and each other Region once', () => {
  const cells = [
    { id: 'aws:eu-west-1', url: '', bucket: '' },
    { id: 'aws:eu-north-1', url: '', bucket: '', ledgerRegion: 'eu-central-1' },
    { id: 'google:europe-west4', url: '', bucket: '' },
    { id: 'aws:eu-central-1', url: '', bucket: '' },
  ] as const;
  expect(doorsOf(cells, 'aws:eu-west-1')).toEqual(['eu-west-1', 'eu-central-1']);
  expect(doorsOf(cells, 'aws:eu-north-1')).toEqual(['eu-central-1', 'eu-west-1']);
});
