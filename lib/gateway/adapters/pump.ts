import type { Writable } from 'node:stream';

/**
 * Writes an answer's pieces as they come, no faster than they are taken, and ends the writable. Leaves them when the
 * writable closes early.
 */
export async function pump(pieces: AsyncIterable<string>, writable: Writable): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  const leave = () => {
    iterator.return?.().then(undefined, () => undefined);
  };
  writable.once('close', leave);
  // A write to a caller who has gone fails; that it closes tells us the same.
  writable.on('error', leave);
  for (;;) {
    const { done, value } = await iterator.next();
    if (done === true || writable.destroyed) break;
    if (!writable.write(value)) await drained(writable);
  }
  writable.off('close', leave);
  // One who had gone before is left here, once the pieces have begun: what never began has nothing to clean up with.
  if (writable.destroyed) leave();
  else writable.end();
}

/** Settles when the writable takes more, or never will. */
function drained(writable: Writable): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      writable.off('drain', settle);
      writable.off('close', settle);
      resolve();
    };
    writable.on('drain', settle);
    writable.on('close', settle);
  });
}
