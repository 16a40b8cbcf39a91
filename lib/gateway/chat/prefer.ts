import { PREFER_HEADER } from '../../contract/http';
import type { GatewayRequest } from '../exchange';

/** What a caller would rather have than an error. */
export interface Preference {
  /** A job, for an answer that takes its time. */
  readonly respondAsync: boolean;
  /** How long it would wait for the answer itself, in milliseconds; undefined: not at all. */
  readonly wait: number | undefined;
}

/** What cannot be read is no preference: it is a wish, and never an error. @see https://www.rfc-editor.org/rfc/rfc7240 */
export function preferenceOf(request: GatewayRequest): Preference {
  const wishes = (request.header(PREFER_HEADER) ?? '')
    .toLowerCase()
    .split(/[,;]/)
    .map((wish) => wish.trim());
  const wait = wishes
    .map((wish) => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(wish)?.[1])
    .find((seconds) => seconds !== undefined);
  return {
    respondAsync: wishes.includes('respond-async'),
    wait: wait === undefined ? undefined : Number(wait) * 1000,
  };
}
