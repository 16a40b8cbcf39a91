import { systemClock } from '../../../lib/gateway/clock';
import { dynamoLedger } from '../../../lib/gateway/jobs/aws/dynamo-ledger';
import { sqsQueue } from '../../../lib/gateway/jobs/aws/sqs-queue';
import { firestoreLedger } from '../../../lib/gateway/jobs/google/firestore-ledger';
import { pubSubQueue } from '../../../lib/gateway/jobs/google/pubsub-queue';
import type { JobQueue } from '../../../lib/gateway/jobs/job-queue';
import type { Ledger } from '../../../lib/gateway/jobs/ledger';
import { lazy } from '../../../lib/gateway/lazy';
import { GoogleApi } from '../../../lib/gateway/platform/google/google-api';
import { type EmulatorJars, emulatorJars, startFirestore, startPubSub } from '../../emulated/jobs/google-emulators';
import { createTopics } from '../../emulated/jobs/pubsub-topics';
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
  /** After the last measure. */
  end?(): Promise<void>;
}

const VISIBILITY_SECONDS = 120;

const jars = emulatorJars();

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
  ...(typeof jars === 'string' ? [] : [overGoogle(jars)]),
];

/** What cannot be measured here, and why. */
export const ABSENT: readonly string[] = typeof jars === 'string' ? [`Firestore and Pub/Sub: ${jars}`] : [];

/** Java programs, which are slow until they have run for a while: started once for all measures. */
function overGoogle(found: EmulatorJars): Backend {
  const started = lazy(() => Promise.all([startFirestore(found), startPubSub(found)]));
  let opened = 0;
  return {
    name: 'Firestore and Pub/Sub (Google Cloud SDK)',
    share: 0.05,
    open: async () => {
      const [firestore, pubSub] = await started();
      const token = async () => 'owner';
      opened += 1;
      const name = `jobs-${opened}`;
      const { topic, deadLetters } = await createTopics(pubSub.url, name, { ackDeadlineSeconds: 120, attempts: 100 });
      const database = `projects/acme-ai/databases/${name}`;
      return {
        ledger: firestoreLedger(new GoogleApi(firestore.url, token), database, systemClock),
        queue: pubSubQueue({
          api: new GoogleApi(pubSub.url, token),
          ...{ topic, deadLetterTopic: deadLetters, clock: systemClock, waits: false },
        }),
        close: async () => undefined,
      };
    },
    end: async () => {
      for (const emulator of await started()) await emulator.close();
    },
  };
}
