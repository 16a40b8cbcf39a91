import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Queue } from '../jobs/queue';

interface Input {
  readonly QueueUrl?: string;
  readonly MessageBody?: string;
  readonly DelaySeconds?: number;
  readonly MaxNumberOfMessages?: number;
  readonly ReceiptHandle?: string;
  readonly VisibilityTimeout?: number;
}

/**
 * SQS in one Region: SendMessage, ReceiveMessage (it never waits), DeleteMessage and ChangeMessageVisibility of standard
 * queues; nothing else of the service.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export function answerSqs(
  queueNamed: (name: string) => Queue | undefined,
  target: string,
  body: string,
  response: ServerResponse,
): void {
  const input = JSON.parse(body) as Input;
  const queue = queueNamed((input.QueueUrl ?? '').split('/').at(-1) ?? '');
  const answer = queue === undefined ? 'QueueDoesNotExist' : operate(queue, target.replace('AmazonSQS.', ''), input);
  const isRefusal = typeof answer === 'string';
  response.writeHead(isRefusal ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(isRefusal ? { __type: `com.amazonaws.sqs#${answer}`, message: 'stub' } : answer));
}

/** What SQS answers, or the name of its refusal. */
function operate(queue: Queue, operation: string, input: Input): object | string {
  const { MessageBody = '', ReceiptHandle = '' } = input;
  switch (operation) {
    case 'SendMessage':
      return { MessageId: queue.send(MessageBody, input.DelaySeconds), MD5OfMessageBody: md5(MessageBody) };
    case 'ReceiveMessage':
      return {
        Messages: queue.receive(input.MaxNumberOfMessages ?? 1).map(({ id, body, receipt }) => ({
          MessageId: id,
          Body: body,
          MD5OfBody: md5(body),
          ReceiptHandle: receipt,
        })),
      };
    case 'DeleteMessage':
      queue.delete(ReceiptHandle);
      return {};
    case 'ChangeMessageVisibility':
      return queue.changeVisibility(ReceiptHandle, input.VisibilityTimeout ?? 0) ? {} : 'MessageNotInflight';
    default:
      return 'UnsupportedOperation';
  }
}

/** The SDK compares it with its own. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
