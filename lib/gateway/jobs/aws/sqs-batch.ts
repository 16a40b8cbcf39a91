import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { messageIn } from '../message-in';
import type { Worker } from '../worker/worker';

/**
 * Works off what an event source of SQS brings, all of it at once. What could be told neither to the ledger nor to the
 * queue is reported as failed, that alone, and comes again by itself.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function workBatch(worker: Pick<Worker, 'handle'>, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failed = await Promise.all(
    Records.map(({ messageId, body, receiptHandle }) =>
      worker.handle({ message: messageIn(body), receipt: receiptHandle }).then(
        () => [],
        () => [{ itemIdentifier: messageId }],
      ),
    ),
  );
  return { batchItemFailures: failed.flat() };
}
