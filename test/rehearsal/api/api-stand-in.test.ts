import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { startApi } from '../../../lib/rehearsal/api/api-stand-in';
import type { ApiRoute } from '../../../lib/rehearsal/api/routing';
import { type CertificateAuthority, certificateAuthority } from '../../../lib/rehearsal/certificates';
import { Throttled } from '../../../lib/rehearsal/functions/concurrency';
import { FUNCTION_ERROR, HTTP_INTEGRATION_RESPONSE } from '../../../lib/rehearsal/functions/protocol';
import { listen } from '../../../lib/rehearsal/listen';

const HOST = 'ai.example.com';

const ROUTE: ApiRoute = {
  ...{ method: 'ANY', path: '/v1/{proxy+}', functionId: 'f', streaming: false, timeoutMilliseconds: 5000 },
};

type Handler = (event: Record<string, unknown>, response: ServerResponse) => void;

let authority: CertificateAuthority;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  authority = await certificateAuthority();
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** An API whose one function answers as the handler does. */
async function api(handler: Handler, over: Partial<ApiRoute> = {}, timeoutSeconds = 10) {
  const functionServer = await listen(
    createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => handler(JSON.parse(text), response));
    }),
    0,
    '127.0.0.1',
  );
  const process = {
    stop: async () => {},
    invoke: (event: unknown, signal: AbortSignal) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const invocation = httpRequest({
          port: functionServer.port,
          host: '127.0.0.1',
          method: 'POST',
          signal,
          agent: false,
        });
        invocation.on('response', resolve).on('error', reject).end(JSON.stringify(event));
      }),
  };
  const route: ApiRoute = { ...ROUTE, ...over };
  const stand = await startApi({
    ...{ routes: [route], hostNames: [HOST], host: '127.0.0.1', port: 0, now: () => 0 },
    certificate: await authority.issue([HOST]),
    functionOf: (id) => (id === 'f' ? { process, timeoutSeconds } : undefined),
  });
  closers.push(stand.close, functionServer.close);
  return stand.port;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly chunks: readonly string[];
}

function call(
  port: number,
  path: string,
  over: { host?: string; method?: string; body?: string; onChunk?: () => void } = {},
) {
  return new Promise<Reply>((resolve, reject) => {
    const outgoing = httpsRequest({
      ...{
        host: '127.0.0.1',
        port,
        path,
        method: over.method ?? 'POST',
        servername: HOST,
        ca: authority.cert,
        agent: false,
      },
      headers: { host: over.host ?? `${HOST}:${port}`, 'X-Some': 'thing' },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: string[] = [];
      response.on('data', (chunk) => {
        chunks.push(String(chunk));
        over.onChunk?.();
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: chunks.join(''), chunks }),
      );
    });
    outgoing.end(over.body);
  });
}

const answers =
  (result: unknown): Handler =>
  (_event, response) =>
    response.end(JSON.stringify(result));

test('a host name that is no custom domain gets API Gateway’s Forbidden', async () => {
  const port = await api(answers({ statusCode: 200 }));
  const reply = await call(port, '/v1/x', { host: 'abc.execute-api.eu-west-1.amazonaws.com' });
  expect([reply.status, reply.body]).toEqual([403, '{"message":"Forbidden"}']);
});

test('a path without a route gets API Gateway’s Missing Authentication Token', async () => {
  const port = await api(answers({ statusCode: 200 }));
  const reply = await call(port, '/other');
  expect([reply.status, reply.body]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  expect(reply.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
});

test('past the stage’s burst requests get 429', async () => {
  const port = await api(answers({ statusCode: 200, body: 'ok' }), { throttle: { requestsPerSecond: 1, burst: 2 } });
  const statuses: number[] = [];
  for (let index = 0; index < 3; index++) statuses.push((await call(port, '/v1/x')).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test('the function gets a proxy event, format 1.0', async () => {
  let seen: Record<string, unknown> = {};
  const port = await api((event, response) => {
    seen = event;
    response.end(JSON.stringify({ statusCode: 201, headers: { 'x-own': 'yes' }, body: 'made' }));
  });
  const reply = await call(port, '/v1/chat/completions?a=1&a=2', { body: '{"hello":"wörld"}' });
  expect([reply.status, reply.body, reply.headers['x-own']]).toEqual([201, 'made', 'yes']);
  expect(seen).toMatchObject({
    ...{ resource: '/v1/{proxy+}', path: '/v1/chat/completions', httpMethod: 'POST', body: '{"hello":"wörld"}' },
    pathParameters: { proxy: 'chat/completions' },
    queryStringParameters: { a: '2' },
    multiValueQueryStringParameters: { a: ['1', '2'] },
    headers: { 'X-Some': 'thing' },
    isBase64Encoded: false,
    requestContext: { domainName: HOST, resourcePath: '/v1/{proxy+}' },
  });
});

test('a base64 body arrives decoded', async () => {
  const port = await api(
    answers({ statusCode: 200, isBase64Encoded: true, body: Buffer.from('bytes').toString('base64') }),
  );
  expect((await call(port, '/v1/x')).body).toBe('bytes');
});

test.each<[string, Handler]>([
  ['no JSON', (_event, response) => response.end('<html>')],
  ['no object', answers('text')],
  ['no status', answers({ statusCode: 'fine' })],
  [
    'a failed function',
    (_event, response) => {
      response.setHeader(FUNCTION_ERROR, 'Unhandled');
      response.end('{"errorMessage":"boom"}');
    },
  ],
  ['a broken connection', (_event, response) => response.destroy()],
])('%s becomes 502 Internal server error', async (_name, handler) => {
  const reply = await call(await api(handler), '/v1/x');
  expect([reply.status, reply.body]).toEqual([502, '{"message":"Internal server error"}']);
});

test('an invocation that Lambda throttles becomes 500, and no 429: callers cannot tell it from another refusal', async () => {
  const stand = await startApi({
    ...{ routes: [ROUTE], hostNames: [HOST], host: '127.0.0.1', port: 0, now: () => 0 },
    certificate: await authority.issue([HOST]),
    functionOf: () => ({ process: { invoke: () => Promise.reject(new Throttled('full')) }, timeoutSeconds: 3 }),
  });
  closers.push(stand.close);
  const reply = await call(stand.port, '/v1/x');
  expect([reply.status, reply.body]).toEqual([500, '{"message":"Internal server error"}']);
});

test('an integration that takes too long gets 504', async () => {
  const reply = await call(await api(() => {}, { timeoutMilliseconds: 60 }), '/v1/x');
  expect([reply.status, reply.body]).toEqual([504, '{"message":"Endpoint request timed out"}']);
});

test('a function that runs into its own time-out is a failed one', async () => {
  const reply = await call(await api(() => {}, { timeoutMilliseconds: 5000 }, 0.06), '/v1/x');
  expect(reply.status).toBe(502);
});

test('a body past 10 MB is refused', async () => {
  const reply = await call(await api(answers({ statusCode: 200 })), '/v1/x', {
    body: 'x'.repeat(10 * 1024 * 1024 + 1),
  });
  expect(reply.status).toBe(413);
});

test('a stream goes out as it comes: the caller has the first chunk before the last one is made', async () => {
  let finish = () => {};
  const port = await api(
    (_event, response) => {
      response.setHeader('content-type', HTTP_INTEGRATION_RESPONSE);
      response.write(JSON.stringify({ statusCode: 207, headers: { 'Content-Type': 'text/event-stream' } }));
      response.write(Buffer.alloc(8));
      response.write('first');
      finish = () => response.end('last');
    },
    { streaming: true },
  );
  // The function ends its answer only once the caller has seen the beginning of it.
  const reply = await call(port, '/v1/x', { onChunk: () => finish() });
  expect(reply.status).toBe(207);
  expect(reply.headers['content-type']).toBe('text/event-stream');
  expect(reply.chunks).toEqual(['first', 'last']);
});

test('a stream that breaks off breaks the caller’s connection: it never looks whole', async () => {
  const port = await api(
    (_event, response) => {
      response.setHeader('content-type', HTTP_INTEGRATION_RESPONSE);
      response.write(Buffer.concat([Buffer.from('{"statusCode":200}'), Buffer.alloc(8), Buffer.from('half')]));
      setImmediate(() => response.destroy());
    },
    { streaming: true },
  );
  await expect(call(port, '/v1/x')).rejects.toThrow();
});

test('a streamed answer without a prelude becomes 502', async () => {
  const port = await api(answers({ statusCode: 200 }), { streaming: true });
  expect((await call(port, '/v1/x')).status).toBe(502);
});
