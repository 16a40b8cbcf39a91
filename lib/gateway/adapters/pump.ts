import type { Writable } from 'node:stream';

/**
 * Writes a response's body as it comes, no faster than it is taken, and ends the writable. Leaves the body when the
 * writable closes early.
 */
export async function pump(body: ReadableStream<Uint8Array> | null, writable: Writable): Promise<void> {
  const reader = body?.getReader();
  const leave = () => {
    reader?.cancel().catch(() => undefined);
  };
  writable.once('close', leave);
  // A write to a caller who has gone fails; that it closes tells us the same.
  writable.on('error', leave);
  while (reader !== undefined && !writable.destroyed) {
    const { done, value } = await reader.read();
    if (done || writable.destroyed) break;
    if (!writable.write(value)) await drained(writable);
  }
  writable.off('close', leave);
  if (!writable.destroyed) writable.end();
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
