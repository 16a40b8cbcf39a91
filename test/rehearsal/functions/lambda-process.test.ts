import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LambdaProcess, startFunction } from '../../../lib/rehearsal/functions/lambda-process';

const HANDLERS = `
exports.echo = async (event, context) => ({ event, env: process.env, cwd: process.cwd(),
  remaining: context.getRemainingTimeInMillis(), id: context.awsRequestId });
exports.fails = async () => { throw new TypeError('on purpose'); };
exports.blocks = async () => { for (const end = performance.now() + 1500; performance.now() < end; ); };
exports.dies = async () => { process.exit(7); };
exports.notAFunction = 7;
let release;
exports.streams = awslambda.streamifyResponse(async (event, stream) => {
  if (event.release) { release(); stream.end('released'); return; }
  const response = awslambda.HttpResponseStream.from(stream, { statusCode: 202, headers: { a: 'b' } });
  response.write('first');
  await new Promise((resolve) => { release = resolve; });
  response.end('last');
});
`;

let directory: string;
let running: LambdaProcess | undefined;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  writeFileSync(join(directory, 'index.js'), HANDLERS);
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

afterAll(() => rmSync(directory, { recursive: true }));

async function start(handler: string, onLate?: (milliseconds: number) => void): Promise<LambdaProcess> {
  running = await startFunction({
    onLate,
    ...{ name: 'Tested', codeDirectory: directory, handler: `index.${handler}`, timeoutSeconds: 9 },
    environment: { ONLY: 'this' },
  });
  return running;
}

const never = new AbortController().signal;

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return text;
}

test('a function sees its own environment and nothing of this machine’s', async () => {
  const answer = JSON.parse(await textOf(await (await start('echo')).invoke({ a: 1 }, never)));
  expect(answer.event).toEqual({ a: 1 });
  expect(answer.cwd).toBe(directory);
  expect(answer.remaining).toBeGreaterThan(8000);
  expect(answer.remaining).toBeLessThanOrEqual(9000);
  expect(answer.id).toMatch(/^[0-9a-f-]{36}$/);
  // Node's own variable of the parent's channel is the one exception.
  const { NODE_CHANNEL_FD, NODE_CHANNEL_SERIALIZATION_MODE, ...environment } = answer.env;
  expect(environment).toEqual({ ONLY: 'this' });
});

test('a streaming function’s first chunk arrives before its last is produced, behind the prelude', async () => {
  const host = await start('streams');
  const answer = await host.invoke({}, never);
  expect(answer.headers['content-type']).toBe('application/vnd.awslambda.http-integration-response');
  let text = '';
  for await (const chunk of answer) {
    const before = text;
    text += String(chunk);
    if (!before.includes('first') && text.includes('first')) {
      expect(text).not.toContain('last');
      await textOf(await host.invoke({ release: true }, never));
    }
  }
  expect(text).toBe(`{"statusCode":202,"headers":{"a":"b"}}${'\0'.repeat(8)}firstlast`);
});

test('an exception is an answer that says so, and the function lives on', async () => {
  const host = await start('fails');
  for (let round = 0; round < 2; round++) {
    const answer = await host.invoke({}, never);
    expect(answer.headers['x-amz-function-error']).toBe('Unhandled');
    expect(JSON.parse(await textOf(answer))).toEqual({ errorType: 'TypeError', errorMessage: 'on purpose' });
  }
});

test('a process that ends by itself is reported', async () => {
  const host = await start('dies');
  const crash = new Promise<string>((resolve) => {
    host.onCrash = resolve;
  });
  await expect(host.invoke({}, never)).rejects.toThrow();
  expect(await crash).toContain('Tested ended (exit status 7)');
});

test('a process that could not run when it was due says so', async () => {
  const late = new Promise<number>((resolve) => {
    void start('blocks', resolve).then((host) => host.invoke({}, never));
  });
  expect(await late).toBeGreaterThan(50);
});

test('a stopped function refuses, and that is no crash', async () => {
  const host = await start('echo');
  let crashed = false;
  host.onCrash = () => {
    crashed = true;
  };
  await host.stop();
  await expect(host.invoke({}, never)).rejects.toThrow(/ECONNREFUSED/);
  expect(crashed).toBe(false);
});

test.each([
  ['notAFunction', /is no function/],
  ['missing', /is no function/],
])('a handler that is none does not start: %s', async (handler, message) => {
  await expect(start(handler)).rejects.toMatchObject({
    problems: [{ code: 'function-does-not-start', path: 'Tested', message: expect.stringMatching(message) }],
  });
});
