import { CommanderError } from 'commander';
import { Reported } from '../lib/command/reported';
import { describe, InvalidConfiguration } from '../lib/contract/problem';
import { UnreadableEstate } from '../lib/estate/unreadable';

/** What a run that was cut short prints to standard error, and its exit status. */
export interface Ending {
  readonly text: string;
  /** 0: all was said. 2: what was asked cannot be done as it was written. 1: something else went wrong. */
  readonly status: 0 | 1 | 2;
}

/** The same refusal, of a run that was to write files: who asked for them wants to know that there are none. */
export class NothingWritten extends InvalidConfiguration {}

/** Runs what writes files only when nothing is wrong. */
export function writing<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof InvalidConfiguration ? new NothingWritten(error.problems) : error;
  }
}

/** @param debug with the stack of what nobody expected */
export function endingOf(error: unknown, debug: boolean): Ending {
  if (error instanceof InvalidConfiguration || error instanceof UnreadableEstate) {
    const { problems } = error;
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const end = error instanceof NothingWritten ? `${count}; nothing was written` : count;
    return { text: `${problems.map(describe).join('\n')}\n${end}`, status: 2 };
  }
  // Commander prints by itself, and throws after `--help` and `--version` too.
  if (error instanceof CommanderError) return { text: '', status: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof Reported) return { text: '', status: 1 };
  if (debug && error instanceof Error) return { text: error.stack ?? error.message, status: 1 };
  const message = error instanceof Error ? error.message : String(error);
  return { text: `understudy: ${message}\n(--debug shows where)`, status: 1 };
}
