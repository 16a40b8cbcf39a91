import type { GatewayRequest } from './exchange';

/**
 * The largest body that is read. It is the payload that Lambda takes at most, so that a request is refused by the
 * same size wherever it lands.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const LARGEST_BODY_BYTES = 6 * 1024 * 1024;

/** A request's body as text; undefined when it is too large, which is known before all of it is held. */
export async function readBody({ body }: GatewayRequest): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.byteLength;
    if (size > LARGEST_BODY_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
