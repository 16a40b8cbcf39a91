import { DEADLINE_HEADER } from '../../contract/http';
import type { GatewayRequest } from '../exchange';
import type { Mistake } from './mistake';

export type Deadline =
  /** `milliseconds` is undefined where the caller gave none. */
  | { readonly kind: 'deadline'; readonly milliseconds: number | undefined }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };

/** The deadline that a caller gives its request in a header. */
export function callerDeadline(request: GatewayRequest): Deadline {
  const text = request.header(DEADLINE_HEADER);
  if (text === undefined) return { kind: 'deadline', milliseconds: undefined };
  if (/^[1-9]\d{0,8}$/.test(text)) return { kind: 'deadline', milliseconds: Number(text) };
  const message = `\`${DEADLINE_HEADER}\` must be a whole number of milliseconds, at least 1`;
  return { kind: 'mistake', mistake: { code: 'invalid_value', param: DEADLINE_HEADER, message } };
}
