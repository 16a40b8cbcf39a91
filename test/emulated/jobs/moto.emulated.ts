import { dynamoLedger } from '../../../lib/gateway/jobs/aws/dynamo-ledger';
import { sqsQueue } from '../../../lib/gateway/jobs/aws/sqs-queue';
import { messageIn } from '../../../lib/gateway/jobs/message-in';
import { behavesAsLedger } from '../../gateway/jobs/ledger-behaviour';
import { behavesAsQueue, VISIBILITY_SECONDS } from '../../gateway/jobs/queue-behaviour';
import { motoPython } from '../moto';
import { createLedger, createQueues, type EmulatedServices, startServices } from './services';

/** The jobs' own suites over moto's DynamoDB and SQS: what our in-process emulators say, said by others. */
const REGION = 'eu-west-1';
const python = motoPython();
const environment = { ...process.env };
let services: EmulatedServices;

if (python === undefined) {
  test.skip('moto: python3 is not on this machine', () => undefined);
} else {
  beforeAll(async () => {
    services = await startServices(python);
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_DYNAMODB: services.ledgerUrl,
      AWS_ENDPOINT_URL_SQS: services.url,
    });
  }, 90_000);
  afterAll(async () => {
    process.env = environment;
    await services.close();
  });

  describe("a table of moto's DynamoDB", () => {
    behavesAsLedger(async () => {
      await createLedger(services.ask(REGION), 'jobs');
      return dynamoLedger('jobs', REGION);
    });
  });

  describe("a queue of moto's SQS", () => {
    behavesAsQueue(async () => {
      const ask = services.ask(REGION);
      const { queueUrl, deadLettersUrl } = await createQueues(ask, 'jobs', VISIBILITY_SECONDS, 2);
      return {
        queue: sqsQueue({ region: REGION, queueUrl, deadLettersUrl, waitSeconds: 0 }),
        pass: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000 + 200)),
        deadLetters: async () => {
          const all = { QueueUrl: deadLettersUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
          const { Messages = [] } = await ask('sqs', 'ReceiveMessage', all);
          return Messages.map(({ Body = '' }) => messageIn(Body));
        },
      };
    });
  });

  test('moto met no error of its own', () => {
    expect(services.tracebacks()).toEqual([]);
  });
}
