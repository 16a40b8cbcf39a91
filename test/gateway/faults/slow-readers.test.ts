import { connect, type Socket } from 'node:net';
import { nodeServer } from '../../../lib/gateway/adapters/node';
import { until } from '../support/until';
import { FaultScene, gotOf } from './fault-scene';
import { answering, type Call, delta, event, STOP, STREAM_END, STREAM_HEAD } from './faulty-upstream';
import { LASTING, titleOf } from './lasting';

const READERS = 1000;
/** The gateway's own is longer than a test should last. */
const CUT_AFTER_MILLISECONDS = 1000;
/** All ends of all sockets are in this process and take about 160; to hold every answer would take 300 more. */
const MEGABYTES = 300;

const scene = new FaultScene();
beforeAll(() => scene.open((serve) => nodeServer(serve, CUT_AFTER_MILLISECONDS)));
afterAll(() => scene.close());

/** 300 kB, as fast as it is taken, and no faster: what waits here must not count as the gateway's. */
function long({ socket }: Call): void {
  socket.write(STREAM_HEAD);
  let left = 10;
  const more = () => {
    while (left > 0) {
      left -= 1;
      if (!socket.write(delta('word '.repeat(6000)))) {
        socket.once('drain', more);
        return;
      }
    }
    socket.write(STOP + event('[DONE]') + STREAM_END);
  };
  more();
}

function reader(): Socket {
  const body = JSON.stringify({ model: 'chat', stream: true, messages: [{ role: 'user', content: 'hi' }] });
  const headers = `host: x\r\nauthorization: Bearer x\r\ncontent-length: ${body.length}`;
  const socket = connect(Number(new URL(scene.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\n${headers}\r\n\r\n${body}`);
  return socket;
}

/** Behind API Gateway one function serves one request, and API Gateway reads: so this is plain Node's alone. */
test(titleOf(LASTING.slowReaders), async () => {
  scene.reset({ behaviour: long, patient: true });
  const before = process.memoryUsage().rss;
  const readers = Array.from({ length: READERS }, reader);
  // One line for each: taken up by sockets, shed, or cut.
  await until(() => scene.lines.length === READERS);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(MEGABYTES);
  // The models are not to blame.
  expect(scene.events).toEqual([]);
  scene.upstream.behaviour = answering;
  const answer = await scene.ask(true);
  expect(gotOf(answer)).toEqual({ kind: 'first' });
  expect(answer.milliseconds).toBeLessThan(5000);
  for (const each of readers) each.destroy();
}, 60_000);
