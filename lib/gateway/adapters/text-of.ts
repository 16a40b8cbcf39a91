import type { IncomingMessage } from 'node:http';

/**
 * A request's body as text; undefined when it may not be held, as `mayHold` says of its bytes so far. The rest of such a
 * one is read and thrown away, so that its caller comes to hear of it; the server's own request timeout bounds for how
 * long.
 */
export function textOf(incoming: IncomingMessage, mayHold: (bytes: number) => boolean): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let pieces: Buffer[] = [];
    let size = 0;
    let held = true;
    incoming.on('data', (piece: Buffer) => {
      size += piece.length;
      held &&= mayHold(size);
      if (held) {
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
