import type { IncomingMessage } from 'node:http';

/**
 * A request's body as text; undefined when it is larger. The rest of one that is too large is read and thrown away, so
 * that its caller comes to hear of it; the server's own request timeout bounds for how long.
 */
export function textOf(incoming: IncomingMessage, largestBytes: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let pieces: Buffer[] = [];
    let size = 0;
    incoming.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= largestBytes) {
        pieces.push(piece);
        return;
      }
      pieces = [];
      resolve(undefined);
    });
    incoming.once('end', () => resolve(pieces.length === 1 ? pieces[0].toString() : Buffer.concat(pieces).toString()));
    incoming.once('error', reject);
  });
}
