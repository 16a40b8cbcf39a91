import type { CellId } from '../../contract/cell';
import { type Run, whyNot } from '../run-command';
import { type JobQueues, QUEUE_COMMANDS, type QueuePlace } from './queues';

/** What waits in a cell, as far as it can be known now. Numbers are SQS's, which counts approximately. */
export type JobDepths =
  | {
      readonly cell: CellId;
      readonly kind: 'known';
      readonly waiting: number;
      /** In the hands of workers. */
      readonly inHand: number;
      /** Put off: the models were down, or it was not their turn. */
      readonly deferred: number;
      readonly dead: number;
      /** Of the oldest that waits; null where CloudWatch has no figure of the last minutes. */
      readonly oldestSeconds: number | null;
    }
  | { readonly cell: CellId; readonly kind: 'unknown'; readonly why: string };

export async function depthsOf(run: Run, { cell, queue, deadLetters }: JobQueues, now: number): Promise<JobDepths> {
  try {
    const [own, dead, age] = await Promise.all([
      attributes(run, queue),
      attributes(run, deadLetters),
      ask(run, QUEUE_COMMANDS.age(queue, now)),
    ]);
    return {
      cell,
      kind: 'known',
      waiting: own('ApproximateNumberOfMessages'),
      inHand: own('ApproximateNumberOfMessagesNotVisible'),
      deferred: own('ApproximateNumberOfMessagesDelayed'),
      dead: dead('ApproximateNumberOfMessages') + dead('ApproximateNumberOfMessagesNotVisible'),
      oldestSeconds: latest(age),
    };
  } catch (error) {
    return { cell, kind: 'unknown', why: (error as Error).message };
  }
}

async function attributes(run: Run, place: QueuePlace): Promise<(name: string) => number> {
  const { Attributes } = (await ask(run, QUEUE_COMMANDS.depths(place))) as { Attributes?: Record<string, string> };
  return (name) => {
    const value = Number(Attributes?.[name]);
    if (!Number.isInteger(value)) throw new Error(`SQS does not say the ${name} of ${place.name}`);
    return value;
  };
}

function latest(answer: unknown): number | null {
  const { Datapoints = [] } = answer as { Datapoints?: { Timestamp: string; Maximum: number }[] };
  const [last] = [...Datapoints].sort((a, b) => (a.Timestamp > b.Timestamp ? -1 : 1));
  return last?.Maximum ?? null;
}

/** Rejects, in words, where there is no answer. */
export async function ask(run: Run, command: readonly string[]): Promise<unknown> {
  const ran = await run(command);
  if (ran.kind !== 'done') throw new Error(whyNot(ran));
  try {
    return ran.text.trim() === '' ? {} : JSON.parse(ran.text);
  } catch {
    throw new Error(`${command.slice(0, 3).join(' ')} answers what is no JSON`);
  }
}
