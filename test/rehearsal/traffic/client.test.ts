import type { RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { HEADERS } from '../../../lib/contract/http';
import { addressBook } from '../../../lib/rehearsal/addresses';
import { type Certificate, type CertificateAuthority, certificateAuthority } from '../../../lib/rehearsal/certificates';
import { type Listening, listen } from '../../../lib/rehearsal/listen';
import { Client } from '../../../lib/rehearsal/traffic/client';
import type { CachingResolver } from '../../../lib/rehearsal/traffic/resolver';

const HOST = 'ai.example.com';
const NAMED = { [HEADERS.cell]: 'aws:eu-west-1', [HEADERS.tier]: '1' };

let authority: CertificateAuthority;
let certificate: Certificate;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  authority = await certificateAuthority();
  certificate = await authority.issue([HOST]);
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(answer: RequestListener, of: Certificate = certificate): Promise<Listening<unknown>> {
  const listening = await listen(createServer(of, answer), 0, '127.0.0.1');
  closers.push(listening.close);
  return listening;
}

/** A client whose DNS gives the address of the book's first cell, which listens on the port. */
function client(port: number, address: string | Error = '127.0.0.11', timeoutMilliseconds = 5000): Client {
  let asked = 0;
  const resolver = {
    address: async () => {
      asked += 1;
      if (address instanceof Error) throw address;
      return address;
    },
  } as unknown as CachingResolver;
  const made = new Client({
    ...{ resolver, timeoutMilliseconds, apiKey: () => 'k', model: 'chat', trust: authority.cert },
    ...{ baseUrl: `https://${HOST}:8443/v1`, addresses: addressBook({ regions: 1, balancers: 0 }, port, true) },
  });
  closers.push(() => made.close());
  return Object.assign(made, { asked: () => asked });
}

function json(response: ServerResponse, headers: Record<string, string>, content: string | null, status = 200): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(
    JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] }),
  );
}

function events(response: ServerResponse, contents: readonly string[], finished: boolean): void {
  response.writeHead(200, { ...NAMED, 'content-type': 'text/event-stream' });
  for (const content of contents) {
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`);
  }
  if (finished) {
    response.end(
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`,
    );
  } else setImmediate(() => response.destroy());
}

test('an answer names its cell and tier', async () => {
  const { port } = await serve((_request, response) => json(response, NAMED, 'Hello'));
  expect(await client(port).ask('?', false)).toEqual({ kind: 'answered', cell: 'aws:eu-west-1', tier: '1' });
});

test('so does a streamed one', async () => {
  const { port } = await serve((_request, response) => events(response, ['Hel', 'lo'], true));
  expect(await client(port).ask('?', true)).toEqual({ kind: 'answered', cell: 'aws:eu-west-1', tier: '1' });
});

test.each<[string, boolean, RequestListener, string]>([
  ['an error status', false, (_request, response) => json(response, NAMED, 'x', 503), 'http-503'],
  ['an empty answer', false, (_request, response) => json(response, NAMED, ''), 'no-content'],
  ['an answer of nobody', false, (_request, response) => json(response, {}, 'Hello'), 'no-tier-named'],
  ['a dropped connection', false, (request) => request.socket.destroy(), 'connection-reset'],
  ['an empty stream', true, (_request, response) => events(response, [], true), 'no-content'],
])('%s is a failure', async (_name, streaming, answer, reason) => {
  const { port } = await serve(answer);
  expect(await client(port).ask('?', streaming)).toEqual({ kind: 'failed', reason });
});

test('a stream that breaks off is a failure, however much of it came', async () => {
  const { port } = await serve((_request, response) => events(response, ['Hel'], false));
  expect(await client(port).ask('?', true)).toMatchObject({ kind: 'failed' });
});

test('a stream that ends without its finish is a failure', async () => {
  const { port } = await serve((_request, response) => {
    response.writeHead(200, { ...NAMED, 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Hel' } }] })}\n\n`);
  });
  expect(await client(port).ask('?', true)).toEqual({ kind: 'failed', reason: 'stream-broken' });
});

test('nobody there is a refused connection', async () => {
  const listening = await serve(() => {});
  await listening.close();
  expect(await client(listening.port).ask('?', false)).toEqual({ kind: 'failed', reason: 'connection-refused' });
});

test('no answer in time is a failure', async () => {
  const { port } = await serve(() => {});
  expect(await client(port, '127.0.0.11', 80).ask('?', false)).toMatchObject({ kind: 'failed' });
});

test.each<[string, string | Error, string]>([
  ['an address where nobody listens', '203.0.113.9', 'no-host'],
  ['a name that DNS does not know', Object.assign(new Error(), { code: 'ENOTFOUND' }), 'no-such-name'],
])('%s is a failure of its own kind', async (_name, address, reason) => {
  expect(await client(1, address).ask('?', false)).toEqual({ kind: 'failed', reason });
});

test('a certificate that nobody vouches for is a failure', async () => {
  const stranger = await (await certificateAuthority()).issue([HOST]);
  const { port } = await serve((_request, response) => json(response, NAMED, 'Hello'), stranger);
  expect(await client(port).ask('?', false)).toMatchObject({ kind: 'failed' });
});

test('every request asks DNS again, instead of keeping a connection past the TTL', async () => {
  const { port } = await serve((_request, response) => json(response, NAMED, 'Hello'));
  const asking = client(port) as Client & { asked(): number };
  for (let round = 0; round < 3; round++) await asking.ask('?', false);
  expect(asking.asked()).toBe(3);
});
