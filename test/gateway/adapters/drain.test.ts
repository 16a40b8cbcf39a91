import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { drainable } from '../../../lib/gateway/adapters/drain';
import { type Listening, listen } from '../support/listen';

/** Writes the beginning of an answer at once, and its end when it is told to. */
const answers: ServerResponse[] = [];
const server = () =>
  // No connection ends by itself within a test.
  createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    if (request.url === '/whole') return void response.end('whole');
    response.write('begin ');
    answers.push(response);
  });

const agent = new Agent({ keepAlive: true });
let listening: Listening | undefined;
beforeEach(() => {
  answers.length = 0;
});
afterEach(async () => {
  await listening?.close().catch(() => undefined);
});
afterAll(() => agent.destroy());

async function open() {
  const bound = server();
  const drain = drainable(bound);
  listening = await listen(bound);
  return { url: listening.url, drain, bound };
}

function ask(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => get(url, { agent }, resolve).once('error', reject));
}

test('what was taken is answered to its end, nothing new is taken, and no connection is kept', async () => {
  const { url, drain } = await open();
  const begun = await ask(url);
  await textOf(await ask(`${url}/whole`));
  const drained = drain(60_000);
  await expect(fetch(url)).rejects.toThrow();
  answers[0].end('end');
  expect(await textOf(begun)).toBe('begin end');
  await drained;
});

test('a caller who asks once more on his connection learns that it ends', async () => {
  const { url, drain, bound } = await open();
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const all = textOf(socket);
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(socket, 'readable');
  const drained = drain(60_000);
  const asked = once(bound, 'request');
  socket.write('GET /whole HTTP/1.1\r\nhost: x\r\n\r\n');
  await asked;
  answers[0].end('end');
  const [, second] = (await all).split(/(?<=\r\n0\r\n\r\n)/);
  expect(second).toMatch(/^HTTP\/1.1 200 .*\r\nconnection: close\r\n.*whole$/is);
  await drained;
});

test('what does not end in time is cut', async () => {
  const { url, drain } = await open();
  const begun = await ask(url);
  await drain(20);
  await expect(textOf(begun)).rejects.toThrow();
});
