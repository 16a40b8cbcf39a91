import type { JobMessage } from '../../contract/job';
import { homeOf } from '../../contract/job';
import type { Run } from '../run-command';
import type { CellQueue, Received } from './cell-queue';

export interface RedriveOptions {
  readonly run: Run;
  readonly queue: CellQueue;
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

interface Letter {
  readonly receipt: string;
  readonly message: JobMessage;
}

/**
 * Has dead jobs tried again: each is sent to its queue, marked as redriven, and only then taken from the dead letters; so
 * that one which comes to grief in between is there twice rather than not at all.
 */
export async function redrive(options: RedriveOptions): Promise<Redriven> {
  const { run, queue, most, perSecond, now, wait, progress } = options;
  const reasons: Record<string, number> = {};
  const counts = { redriven: 0, unreadable: 0 };
  const then = now();
  try {
    for (let seen = 0; seen < most; ) {
      const began = now();
      const bodies = await queue.receive(run, then);
      if (bodies.length === 0) break;
      const letters = bodies.flatMap(read).slice(0, most - seen);
      seen += bodies.length;
      counts.unreadable += bodies.filter((body) => read(body).length === 0).length;
      if (letters.length > 0) await move(run, queue, letters, now());
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
export async function peek(run: Run, queue: CellQueue): Promise<readonly JobMessage[]> {
  return (await queue.peek(run)).flatMap(read).map(({ message }) => message);
}

/** `deadline-passed`: what comes before a letter's words. A queue itself puts aside what was received too often, and says nothing. */
export function reasonOf({ reason }: Pick<JobMessage, 'reason'>): string {
  return reason?.split(':', 1)[0] ?? 'received-too-often';
}

function read({ body, receipt }: Received): Letter[] {
  try {
    const message = JSON.parse(body) as JobMessage;
    return homeOf(String(message.job)) === undefined ? [] : [{ receipt, message }];
  } catch {
    return [];
  }
}

async function move(run: Run, queue: CellQueue, letters: readonly Letter[], now: number): Promise<void> {
  const again = letters.map(({ message: { job } }): JobMessage => ({ job, queuedAt: now, redriven: true }));
  await queue.send(
    run,
    again.map((message) => JSON.stringify(message)),
  );
  await queue.remove(
    run,
    letters.map(({ receipt }) => receipt),
  );
}
