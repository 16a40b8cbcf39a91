import type { Tried } from '../contract/http';
import type { LadderEvent } from './ladder/events';

/** One line a request. Never a prompt, an answer or a key. */
export interface LogLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly cell: string;
  readonly route?: string;
  readonly stream?: boolean;
  readonly tier?: number;
  readonly rung?: string;
  readonly model?: string;
  readonly reason?: string;
  readonly attempts?: number;
  readonly tried?: readonly Tried[];
  /** The code of the error that was answered. */
  readonly error?: string;
  /** Why a stream that had begun did not end as it should, or that its caller left. */
  readonly broken?: string;
}

export type Log = (line: LogLine) => void;

export const logToStandardOutput: Log = (line) => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** One line for each time a breaker turns, and for what only a person mends. */
export function tellStandardOutput(cell: string): (event: LadderEvent) => void {
  return (event) => {
    process.stdout.write(`${JSON.stringify({ cell, ...event })}\n`);
  };
}
