/** Writes one line. */
export type WriteLine = (line: string) => void;

/**
 * Lines that go out together, once a turn of the event loop: a system call for each would cost a busy gateway as much
 * as its answers. Not for Lambda, which may freeze between two turns.
 */
export function batchedLines(
  write: (text: string) => void,
  later: (run: () => void) => unknown = setImmediate,
): WriteLine {
  let held = '';
  return (line) => {
    if (held === '') {
      later(() => {
        write(held);
        held = '';
      });
    }
    held += `${line}\n`;
  };
}
