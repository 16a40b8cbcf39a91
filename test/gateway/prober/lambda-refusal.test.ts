import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { lambdaRefusal } from '../../../lib/gateway/prober/lambda-refusal';
import { type Listening, listen } from '../support/listen';

let lambda: Listening;
let answer: (response: ServerResponse) => void;
const calls: { readonly path?: string; readonly body: string }[] = [];
const environment = { ...process.env };

beforeAll(async () => {
  lambda = await listen(async (request: IncomingMessage, response: ServerResponse) => {
    calls.push({ path: request.url, body: await text(request) });
    answer(response);
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(async () => {
  process.env = environment;
  await lambda.close();
});

const refused = (status: number, type: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type }).end('{"Reason":"x"}');
};

test.each<[string, (response: ServerResponse) => void, string]>([
  ['takes calls', (response) => response.end('{}'), 'takes-calls'],
  ['fails', (response) => response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end('{}'), 'fails'],
  ['is throttled', refused(429, 'TooManyRequestsException'), 'throttled'],
  ['is gone', refused(404, 'ResourceNotFoundException'), 'fails'],
  ['may not be asked', refused(403, 'AccessDeniedException'), 'not-known'],
  ['is in a Region whose Lambda breaks connections', (response) => response.destroy(), 'not-known'],
])('a function that %s', async (_case, mood, said) => {
  answer = mood;
  expect(await lambdaRefusal('assistant-gateway', 'eu-west-1')()).toBe(said);
});

test('is asked for no more than whether it lives', async () => {
  answer = (response) => response.end('{}');
  await lambdaRefusal('assistant-gateway', 'eu-west-1')();
  const { path, body } = calls[calls.length - 1];
  expect(path).toBe('/2015-03-31/functions/assistant-gateway/invocations');
  expect(JSON.parse(body)).toMatchObject({ httpMethod: 'GET', path: '/health/live' });
});
