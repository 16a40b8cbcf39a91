import { bounded } from './bounded';

/** A body as text. Rejects when it is too large. */
export async function readText(body: AsyncIterable<Uint8Array>, limit?: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bounded(body, limit)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
