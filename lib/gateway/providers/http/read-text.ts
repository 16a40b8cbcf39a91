/** An answer that is larger is none; it bounds what a wild server can make us hold. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/** A body as text; nothing when it is too large. */
export async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.byteLength;
    if (size > LARGEST_ANSWER_BYTES) return '';
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
