import { systemClock } from '../../../lib/gateway/clock';
import { dynamoLedger } from '../../../lib/gateway/jobs/aws/dynamo-ledger';
import { sqsQueue } from '../../../lib/gateway/jobs/aws/sqs-queue';
import type { JobQueue } from '../../../lib/gateway/jobs/job-queue';
import type { Ledger } from '../../../lib/gateway/jobs/ledger';
import { startDynalite } from '../../gateway/jobs/support/dynalite';
import { createQueues, startFauxqs } from '../../gateway/jobs/support/fauxqs';
import { MemoryLedger } from '../../gateway/jobs/support/memory-ledger';
import { MemoryQueue } from '../../gateway/jobs/support/memory-queue';

/** What keeps and hands out jobs, empty. */
export interface Opened {
  readonly ledger: Ledger;
  readonly queue: JobQueue;
  close(): Promise<void>;
}

export interface Backend {
  readonly name: string;
  /** Of the jobs that the benchmark is asked for: emulators are slower than what they stand for. */
  readonly share: number;
  open(): Promise<Opened>;
}

const VISIBILITY_SECONDS = 120;

export const BACKENDS: readonly Backend[] = [
  {
    name: 'in memory: the code alone',
    share: 1,
    open: async () => {
      const queue = new MemoryQueue({ clock: systemClock, visibilitySeconds: VISIBILITY_SECONDS, maxReceives: 5 });
      return { ledger: new MemoryLedger(), queue, close: async () => undefined };
    },
  },
  {
    name: 'DynamoDB (dynalite) and SQS (fauxqs)',
    share: 0.2,
    open: async () => {
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
      const [dynamo, sqs] = await Promise.all([startDynalite('jobs'), startFauxqs()]);
      process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamo.url;
      process.env.AWS_ENDPOINT_URL_SQS = sqs.url;
      const { queueUrl, deadLettersUrl, client } = await createQueues(sqs.url, 'jobs', VISIBILITY_SECONDS);
      return {
        ledger: dynamoLedger('jobs', 'eu-west-1'),
        queue: sqsQueue({ region: 'eu-west-1', queueUrl, deadLettersUrl, waitSeconds: 0 }),
        close: async () => {
          client.destroy();
          await Promise.all([dynamo.close(), sqs.close()]);
        },
      };
    },
  },
];
