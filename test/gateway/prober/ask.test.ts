import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { asking, type OwnPlace, type Reply } from '../../../lib/gateway/prober/ask';

const NAME = 'eu-west-1.aws.ai.example.com';
const probe = { route: 'chat', rungs: ['frontier', 'script'], question: 'Are you there?', milliseconds: 20_000 };

let server: Server;
let place: OwnPlace;
let answer: Parameters<typeof createServer>[1];

beforeAll(async () => {
  const altNames = [{ type: 2 as const, value: NAME }];
  const extensions = [{ name: 'subjectAltName' as const, altNames }];
  const { cert, private: key } = await generate([{ name: 'commonName', value: NAME }], { extensions });
  server = createServer({ cert, key }, (request, response) => answer?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  place = { name: NAME, address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, trust: cert };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('asks by the cell’s own name, with the pin, the key and the time that it has', async () => {
  const seen: Record<string, unknown> = {};
  answer = (request, response) => {
    Object.assign(seen, request.headers, { path: request.url, method: request.method });
    response.end('{"ok":true}');
  };
  const reply = await asking(place)(probe, 'the-key');
  expect(reply).toMatchObject({ kind: 'response', status: 200, body: '{"ok":true}' });
  expect(seen).toMatchObject({
    host: NAME,
    method: 'POST',
    path: '/v1/chat/completions',
    authorization: 'Bearer the-key',
    'x-understudy-probe': 'frontier,script',
    'x-understudy-deadline-ms': '20000',
  });
});

test('follows no redirect', async () => {
  answer = (_request, response) => response.writeHead(302, { location: 'https://elsewhere.example' }).end();
  expect(await asking(place)(probe, 'k')).toMatchObject({ kind: 'response', status: 302 });
});

test.each<[string, () => Promise<Reply>, Partial<Reply>]>([
  ['a certificate of nobody', () => asking({ ...place, trust: undefined })(probe, 'k'), { kind: 'unreachable' }],
  [
    'nobody who listens',
    () => asking({ ...place, address: { host: '127.0.0.1', port: 1 } })(probe, 'k'),
    { kind: 'unreachable', why: 'ECONNREFUSED' },
  ],
  [
    'another name’s certificate',
    () => asking({ ...place, name: 'other.example' })(probe, 'k'),
    { kind: 'unreachable' },
  ],
  ['a name that is none', () => asking({ name: 'nobody.invalid' })(probe, 'k'), { kind: 'unresolved' }],
])('%s', async (_case, ask, reply) => {
  expect(await ask()).toMatchObject(reply);
});

test('who says nothing in the time and a second is silent, who says half of it too', async () => {
  answer = (_request, response) => void response.write('{');
  expect(await asking(place)({ ...probe, milliseconds: 50 }, 'k')).toEqual({ kind: 'silent' });
});

test('an answer without end is not read to its end', async () => {
  answer = (_request, response) => {
    response.on('error', () => undefined);
    const more = () => {
      if (!response.destroyed) response.write('x'.repeat(100_000), () => setImmediate(more));
    };
    more();
  };
  const reply = await asking(place)({ ...probe, milliseconds: 5000 }, 'k');
  expect(reply).toEqual({ kind: 'unreachable', why: 'too large' });
});
