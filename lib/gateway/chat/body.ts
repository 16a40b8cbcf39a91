import type { GatewayRequest } from '../exchange';
import type { Gateway } from '../gateway';
import { failed, type Handled } from '../handled';
import type { Mistake } from './mistake';

/**
 * The largest body that is read. It is the payload that Lambda takes at most, so that a request is refused by the
 * same size wherever it lands.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const LARGEST_BODY_BYTES = 6 * 1024 * 1024;

/** What a body will hold; one that does not say may be of any size. */
export function announcedBytes(request: GatewayRequest): number {
  const announced = Number(request.header('content-length') ?? LARGEST_BODY_BYTES);
  return Math.min(LARGEST_BODY_BYTES, Number.isNaN(announced) ? LARGEST_BODY_BYTES : announced);
}

/** A request's body as text, or what its caller is told instead. */
export async function bodyOf({ cell }: Gateway, request: GatewayRequest): Promise<string | Handled> {
  const encoding = request.header('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    const message = 'the body must be sent as it is, without a `content-encoding`';
    return failed('unsupported-encoding', message, { cell }, { param: 'content-encoding' });
  }
  const text = await request.text(LARGEST_BODY_BYTES);
  if (text !== undefined) return text;
  return failed('body-too-large', `the body is larger than ${LARGEST_BODY_BYTES} bytes`, { cell });
}

/** All mistakes of a request at once; the first one names the error. */
export function mistaken({ cell }: Gateway, mistakes: readonly Mistake[]): Handled {
  const message = mistakes.map((mistake) => mistake.message).join('; ');
  const [{ code, param }] = mistakes;
  return failed(code, message, { cell }, { param, more: { mistakes } });
}
