import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** One call to the upstream: what it may do with the socket. */
export interface Call {
  readonly socket: Socket;
  /** Was a stream asked for? */
  readonly stream: boolean;
  /** From 1. */
  readonly number: number;
}

export type Behaviour = (call: Call) => void;

/** A model's endpoint on a bare socket, so that it can do what no HTTP server would. */
export class FaultyUpstream {
  public behaviour: Behaviour = answering;
  public calls = 0;
  /** Calls that the gateway left before anything was answered. */
  public left = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.accept(socket));

  public async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    let asked = false;
    let writtenBefore = 0;
    socket.on('close', () => {
      this.sockets.delete(socket);
      if (asked && socket.bytesWritten === writtenBefore) this.left += 1;
    });
    let received = '';
    socket.on('data', (bytes: Buffer) => {
      // The first byte of a TLS handshake: a plain server takes it for a bad request.
      if (bytes[0] === 0x16) return void socket.end(response(400, 'no TLS here'));
      received += bytes.toString('latin1');
      const body = received.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (body < 4 || received.length < body + length) return;
      const stream = received.includes('"stream":true');
      received = '';
      asked = true;
      writtenBefore = socket.bytesWritten;
      this.calls += 1;
      this.behaviour({ socket, stream, number: this.calls });
    });
  }
}

export function response(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({
    'content-type': 'application/json',
    ...headers,
    'content-length': Buffer.byteLength(body),
  });
  return `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

export const STREAM_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';
export const STREAM_END = '0\r\n\r\n';

export function piece(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

export function event(data: object | string): string {
  return piece(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
}

export const delta = (content: string) => event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
export const STOP = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
export const WHOLE = JSON.stringify({
  choices: [{ index: 0, message: { role: 'assistant', content: 'from the first' }, finish_reason: 'stop' }],
});

/** As it should be. */
export function answering({ socket, stream }: Call): void {
  if (stream) socket.write(STREAM_HEAD + delta('from ') + delta('the first') + STOP + event('[DONE]') + STREAM_END);
  else socket.write(response(200, WHOLE));
}
