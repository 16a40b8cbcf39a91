import type { ChildProcess } from 'node:child_process';

/** The last 2 kB that a process wrote to its standard error, from now on. */
export function lastWordsOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-2000);
  });
  return () => text.trim();
}
