import { connect, type Socket } from 'node:net';
import { nodeServer } from '../../../lib/gateway/adapters/node';
import { until } from '../support/until';
import { FaultScene, gotOf } from './fault-scene';
import { answering, type Call, delta, event, STOP, STREAM_END, STREAM_HEAD } from './faulty-upstream';
import { LASTING, titleOf } from './lasting';

const READERS = 1000;
/** The gateway's own is longer than a test should last. */
const CUT_AFTER_MILLISECONDS = 1000;
/** What sockets on both sides may hold for all of them, and no answer's worth each. */
const MEGABYTES = 200;

const scene = new FaultScene();
beforeAll(() => scene.open((serve) => nodeServer(serve, CUT_AFTER_MILLISECONDS)));
afterAll(() => scene.close());

/** 300 kB, as fast as it is taken. */
function long({ socket }: Call): void {
  socket.write(STREAM_HEAD + delta('word '.repeat(6000)).repeat(10) + STOP + event('[DONE]') + STREAM_END);
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
