import type { CellId } from '../../contract/cell';
import { cellNames, servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';

/** A queue of a cell, as AWS's command line is told of it. */
export interface QueuePlace {
  readonly region: string;
  readonly name: string;
  readonly url: string;
}

/** The queues of one cell's jobs. */
export interface JobQueues {
  readonly cell: CellId;
  readonly queue: QueuePlace;
  readonly deadLetters: QueuePlace;
}

/** Of the cells on AWS: their names are fixed by the declaration. */
export function jobQueuesOf({ service, stage, awsCells }: Topology): readonly JobQueues[] {
  return awsCells.map(({ id, account, region }) => {
    const { queue, deadLetterQueue } = cellNames(servicePrefix(service, stage), account, region);
    const place = (name: string) => ({ region, name, url: `https://sqs.${region}.amazonaws.com/${account}/${name}` });
    return { cell: id, queue: place(queue), deadLetters: place(deadLetterQueue) };
  });
}

/** A Region that is lost must not keep anybody waiting. */
const QUICK = ['--cli-connect-timeout', '3', '--cli-read-timeout', '10', '--output', 'json'];

/** Commands of AWS's own, each one call where the queue lies. */
export const QUEUE_COMMANDS = {
  depths: ({ url, region }: QueuePlace) => [
    ...['aws', 'sqs', 'get-queue-attributes', '--queue-url', url, '--region', region],
    ...['--attribute-names', 'ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    ...['ApproximateNumberOfMessagesDelayed', ...QUICK],
  ],
  /** The greatest age of the last minutes, which SQS tells CloudWatch alone. */
  age: ({ name, region }: QueuePlace, now: number) => [
    ...['aws', 'cloudwatch', 'get-metric-statistics', '--namespace', 'AWS/SQS', '--region', region],
    ...['--metric-name', 'ApproximateAgeOfOldestMessage', '--dimensions', `Name=QueueName,Value=${name}`],
    ...['--start-time', new Date(now - AGE_MINUTES * 60_000).toISOString(), '--end-time', new Date(now).toISOString()],
    ...['--period', '60', '--statistics', 'Maximum', ...QUICK],
  ],
  /** @param seconds for which others do not see them */
  receive: ({ url, region }: QueuePlace, seconds: number) => [
    ...['aws', 'sqs', 'receive-message', '--queue-url', url, '--region', region],
    ...[
      '--max-number-of-messages',
      '10',
      '--wait-time-seconds',
      '1',
      '--visibility-timeout',
      String(seconds),
      ...QUICK,
    ],
  ],
  send: ({ url, region }: QueuePlace, entries: string) => [
    ...['aws', 'sqs', 'send-message-batch', '--queue-url', url, '--region', region, '--entries', entries, ...QUICK],
  ],
  remove: ({ url, region }: QueuePlace, entries: string) => [
    ...['aws', 'sqs', 'delete-message-batch', '--queue-url', url, '--region', region, '--entries', entries, ...QUICK],
  ],
} as const;

const AGE_MINUTES = 5;
