import type { CellId } from '../../contract/cell';
import { cellNames, servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';
import type { Run } from '../run-command';
import { ask } from './ask';
import type { CellQueue } from './cell-queue';

/** A queue of a cell, as AWS's command line is told of it. */
interface QueuePlace {
  readonly region: string;
  readonly name: string;
  readonly url: string;
}

export function sqsCells({ service, stage, awsCells }: Topology): readonly CellQueue[] {
  return awsCells.map(({ id, account, region }) => {
    const { queue, deadLetterQueue } = cellNames(servicePrefix(service, stage), account, region);
    const place = (name: string) => ({ region, name, url: `https://sqs.${region}.amazonaws.com/${account}/${name}` });
    return sqsCell(id, place(queue), place(deadLetterQueue));
  });
}

/** A Region that is lost must not keep anybody waiting. */
const QUICK = ['--cli-connect-timeout', '3', '--cli-read-timeout', '10', '--output', 'json'];
const AGE_MINUTES = 5;
/** A letter that was received and not removed is seen again after so long. */
const HIDDEN_SECONDS = 120;

/** Each command is one call where the queue lies. */
function sqsCell(cell: CellId, queue: QueuePlace, deadLetters: QueuePlace): CellQueue {
  const at = (verb: string, { url, region }: QueuePlace) => [
    'aws',
    'sqs',
    verb,
    '--queue-url',
    url,
    '--region',
    region,
  ];
  const receive = async (run: Run, seconds: number) => {
    const answer = await ask(run, [
      ...at('receive-message', deadLetters),
      ...['--max-number-of-messages', '10', '--wait-time-seconds', '1'],
      ...['--visibility-timeout', String(seconds), ...QUICK],
    ]);
    const { Messages = [] } = answer as { Messages?: { Body?: string; ReceiptHandle?: string }[] };
    return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({ body: Body, receipt: ReceiptHandle }));
  };
  return {
    cell,
    depths: async (run, now) => {
      const [own, dead, age] = await Promise.all([
        attributes(run, queue.name, at('get-queue-attributes', queue)),
        attributes(run, deadLetters.name, at('get-queue-attributes', deadLetters)),
        ask(run, ageOf(queue, now)),
      ]);
      return {
        waiting: own('ApproximateNumberOfMessages'),
        inHand: own('ApproximateNumberOfMessagesNotVisible'),
        deferred: own('ApproximateNumberOfMessagesDelayed'),
        dead: dead('ApproximateNumberOfMessages') + dead('ApproximateNumberOfMessagesNotVisible'),
        oldestSeconds: latest(age),
      };
    },
    receive: (run) => receive(run, HIDDEN_SECONDS),
    peek: (run) => receive(run, 0),
    send: async (run, bodies) => {
      const entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      wholly(await ask(run, [...at('send-message-batch', queue), '--entries', JSON.stringify(entries), ...QUICK]));
    },
    remove: async (run, receipts) => {
      const entries = receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      wholly(
        await ask(run, [...at('delete-message-batch', deadLetters), '--entries', JSON.stringify(entries), ...QUICK]),
      );
    },
  };
}

async function attributes(run: Run, name: string, command: readonly string[]): Promise<(attribute: string) => number> {
  const { Attributes } = (await ask(run, [
    ...command,
    ...['--attribute-names', 'ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    ...['ApproximateNumberOfMessagesDelayed', ...QUICK],
  ])) as { Attributes?: Record<string, string> };
  return (attribute) => {
    const value = Number(Attributes?.[attribute]);
    if (!Number.isInteger(value)) throw new Error(`SQS does not say the ${attribute} of ${name}`);
    return value;
  };
}

/** The greatest age of the last minutes, which SQS tells CloudWatch alone. */
function ageOf({ name, region }: QueuePlace, now: number): readonly string[] {
  return [
    ...['aws', 'cloudwatch', 'get-metric-statistics', '--namespace', 'AWS/SQS', '--region', region],
    ...['--metric-name', 'ApproximateAgeOfOldestMessage', '--dimensions', `Name=QueueName,Value=${name}`],
    ...['--start-time', new Date(now - AGE_MINUTES * 60_000).toISOString(), '--end-time', new Date(now).toISOString()],
    ...['--period', '60', '--statistics', 'Maximum', ...QUICK],
  ];
}

function latest(answer: unknown): number | null {
  const { Datapoints = [] } = answer as { Datapoints?: { Timestamp: string; Maximum: number }[] };
  const [last] = [...Datapoints].sort((a, b) => (a.Timestamp > b.Timestamp ? -1 : 1));
  return last?.Maximum ?? null;
}

/** A batch is answered even where some of it failed. */
function wholly(answer: unknown): void {
  const { Failed = [] } = answer as { Failed?: { Code?: string; Message?: string }[] };
  if (Failed.length > 0)
    throw new Error(`SQS refused ${Failed.length} of a batch: ${Failed[0].Code}: ${Failed[0].Message}`);
}
