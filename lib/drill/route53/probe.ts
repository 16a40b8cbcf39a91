import type { EndpointCheck } from './model';

/** Seconds that a checker waits for each step of an HTTP(S) probe. @see R53/dns-failover-determining-health-of-endpoints */
export const PROBE_TIMEOUTS = {
  /** From the start to an established TCP connection. */
  connectSeconds: 4,
  /** From the connection to the status line. */
  responseSeconds: 2,
  /** From the status line to the body's first 5,120 bytes; only with a search string. */
  bodySeconds: 2,
  /** To an established connection, of a check that asks for nothing more. */
  tcpSeconds: 10,
} as const;

/** How much of a body is searched, in bytes. */
export const SEARCHED_BYTES = 5120;

/** Does the string lie wholly inside the searched part of the body? */
export function bodyMatches(body: Uint8Array, searchString: string): boolean {
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, SEARCHED_BYTES)).includes(searchString);
}

/** Does a response that came in time satisfy the check? Any 2xx or 3xx does, where no string is asked for. */
export function responsePasses(
  check: EndpointCheck,
  response: { readonly status: number; readonly body: Uint8Array },
): boolean {
  if (response.status < 200 || response.status > 399) return false;
  return check.searchString === undefined || bodyMatches(response.body, check.searchString);
}
