import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createTcp } from 'node:net';
import type { EndpointCheck } from '../../../lib/drill/route53/model';
import type { Endpoint } from '../../../lib/rehearsal/addresses';
import { type Certificate, certificateAuthority } from '../../../lib/rehearsal/certificates';
import { type Listening, listen } from '../../../lib/rehearsal/listen';
import { probe } from '../../../lib/rehearsal/probes/probe';

const check: EndpointCheck = {
  ...{ kind: 'endpoint', protocol: 'https', id: 'c', host: 'r.aws.ai.example.com', port: 443, path: '/health/serving' },
  ...{ intervalSeconds: 10, failureThreshold: 3, inverted: false, checkerRegions: [] },
};
const matching: EndpointCheck = { ...check, searchString: 'needle' };
/** Every step may take so long; most of these tests are not about it. */
const send = (sent: EndpointCheck, endpoint: Endpoint, milliseconds = 20_000) =>
  probe(sent, endpoint, () => milliseconds, 0);

let certificate: Certificate;
let server: Listening<unknown> | undefined;

beforeAll(async () => {
  // Of another name: Route 53 does not validate.
  certificate = await (await certificateAuthority()).issue(['other.example.com']);
});

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(answer: RequestListener) {
  const listening = await listen(createServer(certificate, answer), 0, '127.0.0.1');
  server = listening;
  return { host: '127.0.0.1', port: listening.port };
}

test.each([
  [200, true],
  [302, true],
  [404, false],
  [503, false],
])('status %d: %s', async (status, passes) => {
  const endpoint = await serve((_request, response) => response.writeHead(status).end());
  expect(await send(check, endpoint)).toBe(passes);
});

test('plain HTTP gets nowhere at an HTTPS endpoint', async () => {
  const endpoint = await serve((_request, response) => response.end());
  expect(await send({ ...check, protocol: 'http' }, endpoint)).toBe(false);
});

test('it asks for the check’s path by the check’s name', async () => {
  let seen = '';
  const endpoint = await serve((request, response) => {
    seen = `${request.method} ${request.headers.host} ${request.url}`;
    response.end();
  });
  await send(check, endpoint);
  expect(seen).toBe('GET r.aws.ai.example.com /health/serving');
});

test.each<[string, string, boolean]>([
  ['inside the first 5,120 bytes', `${'x'.repeat(5114)}needle`, true],
  ['across their end', `${'x'.repeat(5115)}needle`, false],
  ['nowhere', 'hay', false],
])('a string to find %s', async (_name, body, passes) => {
  const endpoint = await serve((_request, response) => response.end(body));
  expect(await send(matching, endpoint)).toBe(passes);
});

test('a refused connection fails at once', async () => {
  const endpoint = await serve(() => {});
  await server?.close();
  expect(await send(check, endpoint)).toBe(false);
});

test('a response that does not come in time fails', async () => {
  const endpoint = await serve(() => {});
  expect(await send(check, endpoint, 200)).toBe(false);
});

test('a body that does not come in time fails, where a string is to be found in it', async () => {
  const endpoint = await serve((_request, response) => response.write('hay'));
  expect(await send(matching, endpoint, 200)).toBe(false);
  expect(await send(check, endpoint)).toBe(true);
});

test('a server that accepts and never speaks TLS fails', async () => {
  const silent = await listen(createTcp(), 0, '127.0.0.1');
  server = silent;
  expect(await send(check, { host: '127.0.0.1', port: silent.port }, 200)).toBe(false);
});
