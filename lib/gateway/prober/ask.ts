import type { ClientRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { DEADLINE_HEADER, PATHS, PROBE_HEADER } from '../../contract/http';

/** Where the cell answers. */
export interface OwnPlace {
  /** The name that leads to this cell alone. */
  readonly name: string;
  /** What stands for the name's address; undefined where DNS says it. */
  readonly address?: { readonly host: string; readonly port: number };
  /** The authorities that are trusted, PEM, in place of the system's. */
  readonly trust?: string;
}

export interface Probe {
  /** A route's name. */
  readonly route: string;
  /** The rungs that alone may answer. */
  readonly rungs: readonly string[];
  readonly question: string;
  /** The gateway's own time, and then a second until nobody waits for it any more. */
  readonly milliseconds: number;
}

/** What came of a request. */
export type Reply =
  | { readonly kind: 'response'; readonly status: number; readonly body: string; readonly milliseconds: number }
  /** The name has no address now, or nobody says it. */
  | { readonly kind: 'unresolved' }
  /** No connection, no TLS, or one that broke. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** No whole response in its time. */
  | { readonly kind: 'silent' };

/** Asks the gateway one question. Never rejects. */
export type Ask = (probe: Probe, key: string) => Promise<Reply>;

const LARGEST_BODY_BYTES = 1024 * 1024;
const LAST_WORD_MILLISECONDS = 1000;

/**
 * Asks through the front: by the cell's own name, over a connection of its own, with the certificate verified, as a
 * caller would. A redirect is not followed: the gateway sends none.
 */
export function asking({ name, address, trust }: OwnPlace): Ask {
  const to: RequestOptions = { host: name, ...address, servername: name, ca: trust };
  return ({ route, rungs, question, milliseconds }, key) =>
    new Promise((resolve) => {
      const since = performance.now();
      const body = JSON.stringify({ model: route, messages: [{ role: 'user', content: question }] });
      const headers = {
        host: name,
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        [PROBE_HEADER]: rungs.join(','),
        [DEADLINE_HEADER]: String(Math.max(1, Math.round(milliseconds))),
      };
      const signal = AbortSignal.timeout(milliseconds + LAST_WORD_MILLISECONDS);
      const sent: ClientRequest = httpsRequest(
        { ...to, method: 'POST', path: PATHS.chatCompletions, headers, signal, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            chunks.push(chunk);
            if (bytes > LARGEST_BODY_BYTES) sent.destroy(new Error('too large'));
          });
          response.once('error', failed);
          response.once('end', () =>
            resolve({
              kind: 'response',
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString(),
              milliseconds: Math.round(performance.now() - since),
            }),
          );
        },
      );
      const failed = (error: NodeJS.ErrnoException) => resolve(signal.aborted ? { kind: 'silent' } : replyOf(error));
      sent.once('error', failed);
      sent.end(body);
    });
}

/** @see https://nodejs.org/api/dns.html#error-codes */
function replyOf({ code, syscall, message }: NodeJS.ErrnoException): Reply {
  if (syscall === 'getaddrinfo') return { kind: 'unresolved' };
  return { kind: 'unreachable', why: code ?? message };
}
