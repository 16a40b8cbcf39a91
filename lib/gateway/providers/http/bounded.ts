import { TooLarge } from './http-failure';

/** An answer that is larger is none; it bounds what a wild server can make us hold. */
export const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/** The same bytes, up to a limit; more of them is an error, and the rest is not read. */
export async function* bounded(
  bytes: AsyncIterable<Uint8Array>,
  limit = LARGEST_ANSWER_BYTES,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > limit) throw new TooLarge();
    yield piece;
  }
}
