import type { JobMessage } from '../../contract/job';
import { homeOf } from '../../contract/job';
import type { Run } from '../run-command';
import { ask } from './depths';
import { type JobQueues, QUEUE_COMMANDS } from './queues';

export interface RedriveOptions {
  readonly run: Run;
  readonly queues: JobQueues;
  /** Letters that were there when it began: jobs that die again meanwhile are not tried for ever. */
  readonly most: number;
  readonly perSecond: number;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Told after each few. */
  readonly progress: (redriven: number) => void;
}

export interface Redriven {
  /** Letters whose jobs were put into the cell's queue again. */
  readonly redriven: number;
  /** By the reason that their letters named, without its details. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Letters that name no job. They stay where they are. */
  readonly unreadable: number;
  /** Why it ended before all was done. */
  readonly failure?: string;
}

/** A letter that was received and not removed is seen again after so long. */
const HIDDEN_SECONDS = 120;

interface Letter {
  readonly receipt: string;
  readonly message: JobMessage;
}

/**
 * Has dead jobs tried again: each is sent to its queue, marked as redriven, and only then taken from the dead letters; so
 * that one which comes to grief in between is there twice rather than not at all.
 */
export async function redrive(options: RedriveOptions): Promise<Redriven> {
  const { run, queues, most, perSecond, now, wait, progress } = options;
  const reasons: Record<string, number> = {};
  const counts = { redriven: 0, unreadable: 0 };
  try {
    for (let seen = 0; seen < most; ) {
      const began = now();
      const bodies = await receive(run, queues);
      if (bodies.length === 0) break;
      const letters = bodies.flatMap(read).slice(0, most - seen);
      seen += bodies.length;
      counts.unreadable += bodies.filter((body) => read(body).length === 0).length;
      if (letters.length > 0) await move(run, queues, letters, now());
      for (const { message } of letters) {
        const reason = reasonOf(message);
        reasons[reason] = (reasons[reason] ?? 0) + 1;
      }
      counts.redriven += letters.length;
      progress(counts.redriven);
      await wait(Math.max(0, (letters.length / perSecond) * 1000 - (now() - began)));
    }
  } catch (error) {
    return { ...counts, reasons, failure: (error as Error).message };
  }
  return { ...counts, reasons };
}

/** Up to ten letters and their reasons, as they lie there; nothing is changed. */
export async function peek(run: Run, queues: JobQueues): Promise<readonly JobMessage[]> {
  return (await receive(run, queues, 0)).flatMap(read).map(({ message }) => message);
}

/** `deadline-passed`: what comes before a letter's words. SQS itself puts aside what was received too often, and says nothing. */
export function reasonOf({ reason }: Pick<JobMessage, 'reason'>): string {
  return reason?.split(':', 1)[0] ?? 'received-too-often';
}

interface Received {
  readonly Body?: string;
  readonly ReceiptHandle?: string;
}

async function receive(run: Run, { deadLetters }: JobQueues, seconds = HIDDEN_SECONDS): Promise<readonly Received[]> {
  const answer = await ask(run, QUEUE_COMMANDS.receive(deadLetters, seconds));
  return (answer as { Messages?: Received[] }).Messages ?? [];
}

function read({ Body = '', ReceiptHandle = '' }: Received): Letter[] {
  try {
    const message = JSON.parse(Body) as JobMessage;
    return homeOf(String(message.job)) === undefined ? [] : [{ receipt: ReceiptHandle, message }];
  } catch {
    return [];
  }
}

async function move(run: Run, { queue, deadLetters }: JobQueues, letters: readonly Letter[], now: number) {
  const sent = letters.map(({ message: { job } }, index) => {
    const message: JobMessage = { job, queuedAt: now, redriven: true };
    return { Id: String(index), MessageBody: JSON.stringify(message) };
  });
  wholly(await ask(run, QUEUE_COMMANDS.send(queue, JSON.stringify(sent))));
  const removed = letters.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
  wholly(await ask(run, QUEUE_COMMANDS.remove(deadLetters, JSON.stringify(removed))));
}

/** A batch is answered even where some of it failed. */
function wholly(answer: unknown): void {
  const { Failed = [] } = answer as { Failed?: { Code?: string; Message?: string }[] };
  if (Failed.length > 0)
    throw new Error(`SQS refused ${Failed.length} of a batch: ${Failed[0].Code}: ${Failed[0].Message}`);
}
