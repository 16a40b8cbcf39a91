import type { SQSClient } from '@aws-sdk/client-sqs';
import type { JobMessage } from '../../../contract/job';
import { lazy } from '../../lazy';
import type { Delivery, JobQueue } from '../job-queue';
import { messageIn } from '../message-in';

export interface SqsQueueOptions {
  readonly region: string;
  readonly queueUrl: string;
  readonly deadLettersUrl: string;
  /** How long a receipt waits for a first message. SQS takes 20 at most. */
  readonly waitSeconds?: number;
}

const TIMEOUT_MILLISECONDS = 3000;
const ATTEMPTS = 2;
/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const LONGEST_DELAY_SECONDS = 900;

type Sdk = typeof import('@aws-sdk/client-sqs') & { readonly client: SQSClient };

/**
 * A standard queue of SQS with its dead-letter queue. The SDK is loaded with the first call.
 *
 * What is deferred is sent anew, with a delay, and the old message deleted: leaving it to its visibility would count as
 * a receipt, and a model that is down for hours would fill the dead-letter queue.
 */
export function sqsQueue({ region, queueUrl, deadLettersUrl, waitSeconds = 10 }: SqsQueueOptions): JobQueue {
  const sdk = lazy(() => loadSdk(region));
  const within = (milliseconds: number) => ({ abortSignal: AbortSignal.timeout(milliseconds) });

  async function send(QueueUrl: string, message: JobMessage, DelaySeconds?: number): Promise<void> {
    const { client, SendMessageCommand } = await sdk();
    const MessageBody = JSON.stringify(message);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }), within(TIMEOUT_MILLISECONDS));
  }

  async function acknowledge({ receipt: ReceiptHandle }: Delivery): Promise<void> {
    const { client, DeleteMessageCommand } = await sdk();
    await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }), within(TIMEOUT_MILLISECONDS));
  }

  return {
    send: (message) => send(queueUrl, message),
    receive: async (most, stop) => {
      const { client, ReceiveMessageCommand } = await sdk();
      const { abortSignal } = within(TIMEOUT_MILLISECONDS + waitSeconds * 1000);
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: most, WaitTimeSeconds: waitSeconds }),
        { abortSignal: stop === undefined ? abortSignal : AbortSignal.any([abortSignal, stop]) },
      );
      return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({
        message: messageIn(Body),
        receipt: ReceiptHandle,
      }));
    },
    acknowledge,
    extend: async ({ receipt: ReceiptHandle }, VisibilityTimeout) => {
      const { client, ChangeMessageVisibilityCommand } = await sdk();
      const change = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout };
      await client.send(new ChangeMessageVisibilityCommand(change), within(TIMEOUT_MILLISECONDS));
    },
    defer: async (delivery, seconds) => {
      await send(queueUrl, delivery.message, Math.min(LONGEST_DELAY_SECONDS, seconds));
      await acknowledge(delivery);
    },
    bury: (message) => send(deadLettersUrl, message),
  };
}

async function loadSdk(region: string): Promise<Sdk> {
  const sqs = await import('@aws-sdk/client-sqs');
  // A queue is called where the Region's is, or where the environment says; its URL is only its name.
  const client = new sqs.SQSClient({ region, maxAttempts: ATTEMPTS, useQueueUrlAsEndpoint: false });
  return { ...sqs, client };
}
