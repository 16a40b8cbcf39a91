import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import type { Location } from '../../drill/route53/model';
import { listen } from '../listen';
import type { NameServer } from './name-server';
import { answerMessage } from './wire';

/** A DNS server for the questions from one place: UDP and TCP on one port of 127.0.0.1. */
export interface DnsListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface DnsOptions {
  readonly server: NameServer;
  /** Where those who ask here are. */
  readonly from: Location;
  /** 0 for any free one. */
  readonly port: number;
  /** Whole seconds on the wire for seconds of service time. */
  readonly wireTtl: (serviceSeconds: number) => number;
}

const HOST = '127.0.0.1';
/** A TCP client that asks nothing for so long is dropped. */
const IDLE_MILLISECONDS = 5000;

/** A port that is free for UDP may be taken for TCP; who asks for any gets another one. */
const TRIES = 10;

export async function startDns(options: DnsOptions): Promise<DnsListener> {
  for (let tries = 1; ; tries++) {
    try {
      return await start(options);
    } catch (error) {
      if (options.port !== 0 || tries === TRIES) throw error;
    }
  }
}

async function start(options: DnsOptions): Promise<DnsListener> {
  const reply = (message: Buffer) => answerMessage(message, options.server, options.from, options.wireTtl);

  const udp = createSocket('udp4', (message, peer) => {
    const answer = reply(message);
    if (answer !== undefined) udp.send(answer, peer.port, peer.address);
  });
  await bind(udp, options.port);
  const { port } = udp.address();

  const tcp = createServer((socket) => answerTcp(socket, reply));
  try {
    const listening = await listen(tcp, port, HOST);
    return {
      port,
      async close() {
        await Promise.all([listening.close(), new Promise<void>((resolve) => udp.close(() => resolve()))]);
      },
    };
  } catch (error) {
    udp.close();
    throw error;
  }
}

function bind(udp: UdpSocket, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    udp.once('error', reject);
    udp.bind(port, HOST, () => {
      udp.removeListener('error', reject);
      // An answer that cannot be delivered (its asker is gone) concerns nobody else.
      udp.on('error', () => {});
      resolve();
    });
  });
}

/** Over TCP each message has its length before it, two bytes. @see RFC 7766 */
function answerTcp(socket: Socket, reply: (message: Buffer) => Buffer | undefined): void {
  let pending = Buffer.alloc(0);
  socket.setTimeout(IDLE_MILLISECONDS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const length = pending.readUInt16BE(0);
      const answer = reply(pending.subarray(2, 2 + length));
      pending = pending.subarray(2 + length);
      if (answer === undefined) {
        socket.destroy();
        return;
      }
      const size = Buffer.alloc(2);
      size.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([size, answer]));
    }
  });
}
