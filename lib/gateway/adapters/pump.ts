import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * Writes a response's body as it comes, no faster than it is taken. Ends the writable; leaves the body when the
 * writable closes early, which is how a caller's leaving reaches the provider.
 */
export async function pump(body: ReadableStream<Uint8Array> | null, writable: Writable): Promise<void> {
  const reader = body?.getReader();
  const leave = () => {
    reader?.cancel().catch(() => undefined);
  };
  writable.once('close', leave);
  // A write to a caller who has gone fails; closing tells us the same.
  writable.on('error', leave);
  while (reader !== undefined && !writable.destroyed) {
    const { done, value } = await reader.read();
    if (done || writable.destroyed) break;
    if (!writable.write(value)) await Promise.race([once(writable, 'drain'), once(writable, 'close')]).catch(leave);
  }
  writable.off('close', leave);
  if (!writable.destroyed) writable.end();
}
