import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { GONE, type Signal } from '../../signal';
import { Incoming } from './incoming';

export interface Call {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent by POST. */
  readonly body: string;
  readonly signal: Signal;
}

export interface Answered {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Incoming;
}

/**
 * Undici's own callbacks, without the streams that its `request` puts around them: for a short answer those cost more
 * than all the rest of a call. Settles with the headers; rejects with what became of the connection, or at once when it
 * is left.
 */
export function call(to: Dispatcher, { signal, path, headers, body: sent }: Call): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let body: Incoming | undefined;
    let controller: Dispatcher.DispatchController | undefined;
    const fail = (error: Error) => {
      signal.removeEventListener('abort', leave);
      reject(error);
      body?.fail(error);
    };
    const leave = () => {
      controller?.abort(GONE);
      fail(GONE);
    };
    if (signal.aborted) return reject(GONE);
    signal.addEventListener('abort', leave);
    to.dispatch(
      { method: 'POST', path, headers, body: sent },
      {
        onRequestStart: (started) => {
          controller = started;
          // Left while it waited for a connection.
          if (signal.aborted) started.abort(GONE);
        },
        onResponseStart: (started, statusCode, headers) => {
          // What comes before the answer is none.
          if (statusCode < 200) return;
          body = new Incoming(started);
          resolve({ statusCode, headers, body });
        },
        onResponseData: (_controller, piece) => body?.push(piece),
        onResponseEnd: () => {
          signal.removeEventListener('abort', leave);
          body?.end();
        },
        onResponseError: (_controller, error) => fail(error),
      },
    );
  });
}
