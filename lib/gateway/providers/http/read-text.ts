import { TooLarge } from './http-failure';
import type { Incoming } from './incoming';

/** An answer that is larger is none; it bounds what a wild server can make us hold. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/** A body as text. Rejects when it is too large; the rest is not read. */
export async function readText(body: Incoming, limit = LARGEST_ANSWER_BYTES): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await body.next();
    if (done === true) break;
    size += value.byteLength;
    if (size > limit) {
      await body.return();
      throw new TooLarge();
    }
    pieces.push(value);
  }
  return Buffer.concat(pieces).toString('utf8');
}
