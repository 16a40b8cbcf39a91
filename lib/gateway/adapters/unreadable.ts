import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
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

/** The same of a request that is one by its form, and still not by HTTP's rules; undefined where it is well. */
export function misruleOf({ httpVersion, headers }: IncomingMessage): Refusal | undefined {
  // @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
  if (httpVersion !== '1.1' || headers.host !== undefined) return undefined;
  return { code: 'malformed-request', message: 'a request of HTTP/1.1 must name its host' };
}

export const UNKNOWN_EXPECTATION: Refusal = {
  code: 'unknown-expectation',
  message: 'the header `expect` may ask for nothing but `100-continue`',
};

/** Its body is not read: the connection ends with the answer. */
export function refuseUnruly({ code, message }: Refusal, outgoing: ServerResponse): void {
  const body = JSON.stringify(errorBody(code, message));
  const length = Buffer.byteLength(body);
  const headers = { connection: 'close', 'content-type': 'application/json', 'content-length': length };
  outgoing.writeHead(statusOf(code), headers).end(body);
}

interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

function refusalOf({ code }: NodeJS.ErrnoException): Refusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { code: 'headers-too-large', message: 'the headers are larger than 16 kB' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { code: 'request-timeout', message: 'the request did not come to its end in time' };
    default:
      return { code: 'malformed-request', message: 'this is no request of HTTP/1.1' };
  }
}
