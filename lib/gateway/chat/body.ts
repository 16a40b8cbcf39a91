import type { GatewayRequest } from '../exchange';
import type { Gateway } from '../gateway';
import { failed, type Handled, releasing } from '../handled';
import type { Room } from '../load/byte-budget';
import { overloaded } from '../load/overloaded';
import type { Mistake } from './mistake';

/**
 * The largest body that is read. It is the payload that Lambda takes at most, so that a request is refused by the
 * same size wherever it lands.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const LARGEST_BODY_BYTES = 6 * 1024 * 1024;

/**
 * Serves a request by its body, whose bytes stay among those of all bodies in flight until the answer has left. A body
 * that says its length is refused before it is read; one that does not takes its room as it comes.
 */
export async function withBody(
  gateway: Gateway,
  request: GatewayRequest,
  serve: (text: string) => Promise<Handled>,
): Promise<Handled> {
  const room = gateway.bytes.take(announcedBytes(request));
  if (room === undefined) return overloaded(gateway);
  return releasing(room.giveBack, async () => {
    const text = await bodyOf(gateway, request, room);
    return typeof text === 'string' ? serve(text) : text;
  });
}

function announcedBytes(request: GatewayRequest): number {
  const announced = Number(request.header('content-length') ?? 0);
  return Math.min(LARGEST_BODY_BYTES, Number.isNaN(announced) ? 0 : announced);
}

/** A request's body as text, or what its caller is told instead. */
async function bodyOf(gateway: Gateway, request: GatewayRequest, room: Room): Promise<string | Handled> {
  const { cell } = gateway;
  const encoding = request.header('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    const message = 'the body must be sent as it is, without a `content-encoding`';
    return failed('unsupported-encoding', message, { cell }, { param: 'content-encoding' });
  }
  let size = 0;
  const text = await request.text((bytes) => {
    size = bytes;
    return bytes <= LARGEST_BODY_BYTES && room.growTo(bytes);
  });
  if (text !== undefined) return text;
  if (size <= LARGEST_BODY_BYTES) return overloaded(gateway);
  return failed('body-too-large', `the body is larger than ${LARGEST_BODY_BYTES} bytes`, { cell });
}

/** All mistakes of a request at once; the first one names the error. */
export function mistaken({ cell }: Gateway, mistakes: readonly Mistake[]): Handled {
  const message = mistakes.map((mistake) => mistake.message).join('; ');
  const [{ code, param }] = mistakes;
  return failed(code, message, { cell }, { param, more: { mistakes } });
}
