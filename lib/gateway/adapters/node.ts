import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Serve } from '../app';
import type { GatewayRequest } from '../exchange';
import { Abortable } from '../signal';
import { pump } from './pump';
import { textOf } from './text-of';
import { misruleOf, refuseUnreadable, refuseUnruly, UNKNOWN_EXPECTATION } from './unreadable';

/**
 * A caller who takes nothing of an answer for so long is cut: what is held for him is wanted by others. Streams are
 * never this quiet, since heartbeats are sent.
 */
const STALLED_READER_MILLISECONDS = 30_000;

/** A plain HTTP server in front of the app; not yet listening. */
export function nodeServer(serve: Serve, stalledReaderMilliseconds = STALLED_READER_MILLISECONDS): Server {
  /** Of each connection. */
  const latest = new WeakMap<Duplex, ServerResponse>();
  // Node would refuse who names no host in no shape at all.
  const server = createServer({ requireHostHeader: false }, (incoming, outgoing) => {
    latest.set(incoming.socket, outgoing);
    const misrule = misruleOf(incoming);
    if (misrule !== undefined) return refuseUnruly(misrule, outgoing);
    answer(serve, incoming, outgoing, stalledReaderMilliseconds).catch(() => outgoing.destroy());
  });
  server.on('checkExpectation', (_incoming, outgoing) => refuseUnruly(UNKNOWN_EXPECTATION, outgoing));
  return server.on('clientError', (error, socket) => {
    const outgoing = latest.get(socket);
    const isAnswering = outgoing?.headersSent === true && !outgoing.writableFinished;
    // In the middle of an answer it would be taken for a part of that.
    if (isAnswering || !socket.writable) socket.destroy();
    else refuseUnreadable(error, socket);
  });
}

async function answer(
  serve: Serve,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  stalledReaderMilliseconds: number,
): Promise<void> {
  const gone = new Abortable();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const { status, headers, body } = await serve(requestOf(incoming), gone);
  const cutIfStalled = () => outgoing.setTimeout(stalledReaderMilliseconds, () => outgoing.destroy());
  if (typeof body !== 'string') {
    cutIfStalled();
    if (!outgoing.destroyed) outgoing.writeHead(status, headers);
    await pump(body, outgoing);
  } else if (!outgoing.destroyed) {
    const length = Buffer.byteLength(body);
    // Where a character is a byte all is ASCII, and is sent as it is rather than encoded character by character.
    const encoding = length === body.length ? 'latin1' : 'utf8';
    outgoing.writeHead(status, { 'content-length': length, ...headers }).end(body, encoding);
    // A short answer is taken at once, and is not waited for.
    if (!outgoing.writableFinished) cutIfStalled();
  }
}

function requestOf(incoming: IncomingMessage): GatewayRequest {
  const { method = 'GET', url = '/' } = incoming;
  return {
    method,
    // A proxy's form of it, with the host before the path, is one that every server must take.
    path: url.split('?', 1)[0].replace(/^https?:\/\/[^/]*/i, ''),
    query: (name) => new URLSearchParams(url.split('?', 2)[1]).get(name) ?? undefined,
    header: (name) => incoming.headers[name]?.toString(),
    text: (mayHold) => textOf(incoming, mayHold),
  };
}
