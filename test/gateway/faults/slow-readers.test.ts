import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { nodeServer } from '../../../lib/gateway/adapters/node';
import type { Serve } from '../../../lib/gateway/app';
import { until } from '../support/until';
import { FaultScene, gotOf } from './fault-scene';
import { answering, type Call, delta, event, STOP, STREAM_END, STREAM_HEAD } from './faulty-upstream';
import { LASTING, titleOf } from './lasting';

/** The gateway's own is longer than a test should last. */
const CUT_AFTER_MILLISECONDS = 1000;
const PIECE_BYTES = 30_000;

const scene = new FaultScene();
/** The most bytes that the gateway held for a caller because he did not take them. */
let mostHeld = 0;
beforeAll(() => scene.open(noting));
afterAll(() => scene.close());

function noting(serve: Serve): Server {
  return nodeServer(serve, CUT_AFTER_MILLISECONDS).on('connection', (socket: Socket) => {
    const write = socket.write.bind(socket) as (...written: unknown[]) => boolean;
    socket.write = (...written: unknown[]) => {
      const taken = write(...written);
      mostHeld = Math.max(mostHeld, socket.writableLength);
      return taken;
    };
  });
}

/** An answer as fast as it is taken, and no faster. */
function answerOf(pieces: number) {
  return ({ socket }: Call): void => {
    socket.write(STREAM_HEAD);
    let left = pieces;
    const more = () => {
      while (left > 0) {
        left -= 1;
        if (!socket.write(delta('word '.repeat(PIECE_BYTES / 5)))) {
          socket.once('drain', more);
          return;
        }
      }
      socket.write(STOP + event('[DONE]') + STREAM_END);
    };
    more();
  };
}

async function reader(): Promise<Socket> {
  const body = JSON.stringify({ model: 'chat', stream: true, messages: [{ role: 'user', content: 'hi' }] });
  const headers = `host: x\r\nauthorization: Bearer x\r\ncontent-length: ${body.length}`;
  const socket = connect(Number(new URL(scene.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  await once(socket, 'connect');
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\n${headers}\r\n\r\n${body}`);
  return socket;
}

/** So many at once fit into the queue of a server that has not accepted them yet; others would wait for seconds. */
const TOGETHER = 100;

async function come(readers: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < readers) {
    const more = Math.min(TOGETHER, readers - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: more }, reader))));
  }
  return sockets;
}

/** Readers who do not read, until the gateway is through with each of them; then one who does. */
async function comeThrough(readers: number, pieces: number): Promise<void> {
  scene.reset({ behaviour: answerOf(pieces) });
  const sockets = await come(readers);
  // One line for each: taken up by sockets, shed, or cut.
  await until(() => scene.lines.length === readers);
  // The models are not to blame.
  expect(scene.events).toEqual([]);
  scene.upstream.behaviour = answering;
  expect(gotOf(await scene.ask(true))).toEqual({ kind: 'first' });
  for (const each of sockets) each.destroy();
}

// Behind API Gateway one function serves one request, and API Gateway reads: so this is plain Node's alone.

test(titleOf(LASTING.slowReaders), () => comeThrough(1000, 3), 60_000);

test('for a reader who does not read, a few pieces of his answer are held, and the rest is not even asked for', async () => {
  mostHeld = 0;
  // 6 MB each: more than what the system's own buffers between two sockets take.
  await comeThrough(10, 200);
  expect(mostHeld).toBeGreaterThan(0);
  expect(mostHeld).toBeLessThan(5 * PIECE_BYTES);
}, 60_000);
