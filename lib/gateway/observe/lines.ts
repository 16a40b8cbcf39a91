/** Writes one line. */
export type WriteLine = (line: string) => void;

/** So long a line waits for others to go out with it … */
const LONGEST_WAIT_MILLISECONDS = 20;
/** … while there are no more of them than this, in characters. */
const MOST_HELD = 64 * 1024;

export interface BatchedLines {
  readonly line: WriteLine;
  /** Writes what is held. A process calls it with its last breath. */
  flush(): void;
}

/**
 * Lines that go out together: a system call for each, and waking who reads it, would cost a busy gateway as much as its
 * answers. Not for Lambda, which may freeze meanwhile.
 */
export function batchedLines(
  write: (text: string) => void,
  later: (run: () => void) => unknown = (run) => setTimeout(run, LONGEST_WAIT_MILLISECONDS),
): BatchedLines {
  let held = '';
  const flush = () => {
    if (held !== '') write(held);
    held = '';
  };
  return {
    line: (line) => {
      if (held === '') later(flush);
      held += `${line}\n`;
      if (held.length >= MOST_HELD) flush();
    },
    flush,
  };
}
