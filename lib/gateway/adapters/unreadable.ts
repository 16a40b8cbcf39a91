import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorCode, errorBody, statusOf } from '../errors';

/**
 * Tells a caller that what it sent is no request, in the shape of all other refusals. None of it ever becomes one, and
 * nothing of it is logged.
 * @param error what Node's parser says
 * @see https://nodejs.org/api/http.html#event-clienterror
 */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  const { code, message } = refusalOf(error);
  const status = statusOf(code);
  const body = JSON.stringify(errorBody(code, message));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function refusalOf({ code }: NodeJS.ErrnoException): { readonly code: ErrorCode; readonly message: string } {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { code: 'headers-too-large', message: 'the headers are larger than 16 kB' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { code: 'request-timeout', message: 'the request did not come to its end in time' };
    default:
      return { code: 'malformed-request', message: 'this is no request of HTTP/1.1' };
  }
}
