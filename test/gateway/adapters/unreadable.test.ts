import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { nodeServer } from '../../../lib/gateway/adapters/node';
import { refuseUnreadable } from '../../../lib/gateway/adapters/unreadable';
import type { Serve } from '../../../lib/gateway/app';
import { gate } from '../support/listen';
import { until } from '../support/until';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function caller(serve: Serve): Promise<Socket> {
  const server = nodeServer(serve).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return connect((server.address() as AddressInfo).port, '127.0.0.1');
}

/** All that comes back for what is sent, until the connection is closed. */
async function got(sent: string, { serve = never, fin = false }: { serve?: Serve; fin?: boolean } = {}) {
  const socket = await caller(serve);
  socket.write(sent);
  if (fin) socket.end();
  const [head, body] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body };
}

const never: Serve = () => {
  throw new Error('nobody is to be asked');
};
const POST = 'POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n';

test.each([
  ['no HTTP', 'GARBAGE\r\n\r\n', 400, 'malformed-request'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'malformed-request'],
  ['a negative length', `${POST}content-length: -5\r\n\r\n`, 400, 'malformed-request'],
  ['two lengths', `${POST}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n`, 400, 'malformed-request'],
  ['no host', 'GET /v1/models HTTP/1.1\r\n\r\n', 400, 'malformed-request'],
  ['an unknown expectation', `${POST}expect: a-miracle\r\ncontent-length: 0\r\n\r\n`, 417, 'unknown-expectation'],
  ['20 kB of headers', `${POST}x-a: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
])('%s is refused in the shape of all refusals', async (_case, sent, status, code) => {
  const answer = await got(sent);
  expect(answer.status).toBe(status);
  expect(answer.head).toContain(`content-length: ${Buffer.byteLength(answer.body)}`);
  expect(JSON.parse(answer.body)).toMatchObject({ error: { code, type: 'invalid_request_error', param: null } });
});

test('HTTP/1.0 needs no host, and a body may be announced by `expect: 100-continue`', async () => {
  const serve: Serve = async (request) => ({ status: 200, headers: {}, body: (await request.text(() => true)) ?? '' });
  expect(await got('GET / HTTP/1.0\r\n\r\n', { serve })).toMatchObject({ status: 200 });
  const expecting = await got(`${POST}connection: close\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n{}`, {
    serve,
  });
  expect(expecting.head).toBe('HTTP/1.1 100 Continue');
});

test('a request that does not come to its end in time is told so', async () => {
  const socket = new PassThrough();
  refuseUnreadable(Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  const [head, body] = (await text(socket)).split('\r\n\r\n');
  expect([head.split('\r\n')[0], JSON.parse(body).error.code]).toEqual([
    'HTTP/1.1 408 Request Timeout',
    'request-timeout',
  ]);
});

test('a body that breaks off is refused, and whoever was to read it learns that its caller left', async () => {
  let read: { readonly outcome: string; readonly aborted: boolean } | undefined;
  const serve: Serve = async (request, signal) => {
    const outcome = await request
      .text(() => true)
      .then(
        () => 'read',
        () => 'broken off',
      );
    read = { outcome, aborted: signal.aborted };
    return { status: 200, headers: {}, body: '' };
  };
  const { status } = await got(`${POST}content-length: 50\r\n\r\n{"model"`, { serve, fin: true });
  expect(status).toBe(400);
  await until(() => read !== undefined);
  expect(read).toEqual({ outcome: 'broken off', aborted: true });
});

test('garbage that follows a request cuts its stream, and is not answered inside it', async () => {
  const { opened, open } = gate();
  async function* body() {
    yield 'data: a\n\n';
    await opened;
    yield 'data: b\n\n';
  }
  const socket = await caller(async () => ({ status: 200, headers: {}, body: body() }));
  socket.on('error', () => undefined);
  let seen = '';
  socket.on('data', (piece) => {
    seen += piece;
  });
  socket.write(`${POST}content-length: 0\r\n\r\n`);
  await until(() => seen.includes('data: a'));
  socket.write('GARBAGE\r\n\r\n');
  await once(socket, 'close');
  open();
  expect(seen).not.toMatch(/malformed|data: b/);
});

test('the form of a request that is meant for a proxy is the same request', async () => {
  const paths: string[] = [];
  const serve: Serve = async ({ path }) => {
    paths.push(path);
    return { status: 200, headers: {}, body: 'x' };
  };
  for (const target of ['/v1/models?a=http://b/', 'http://a:80/v1/models', 'HTTPS://a/v1/models?b']) {
    const { status } = await got(`GET ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`, { serve });
    expect(status).toBe(200);
  }
  expect(paths).toEqual(['/v1/models', '/v1/models', '/v1/models']);
});
