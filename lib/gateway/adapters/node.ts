import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Serve } from '../app';
import { pump } from './pump';

/** A plain HTTP server in front of the app; not yet listening. */
export function nodeServer(serve: Serve): Server {
  return createServer((incoming, outgoing) => {
    answer(serve, incoming, outgoing).catch(() => outgoing.destroy());
  });
}

async function answer(serve: Serve, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const response = await serve(requestOf(incoming), gone.signal);
  if (outgoing.destroyed) {
    await response.body?.cancel();
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  // A stream's caller learns at once that it was taken up.
  outgoing.flushHeaders();
  await pump(response.body, outgoing);
}

function requestOf(incoming: IncomingMessage): Request {
  const { method = 'GET', headers, url = '/' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  // The target is the caller's text: only its path and query count, never a host that it names.
  const target = new URL('http://gateway.invalid');
  const [path, query = ''] = url.split('?', 2);
  target.pathname = path;
  target.search = query;
  return new Request(target, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')] as [string, string]],
    ),
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
  });
}
