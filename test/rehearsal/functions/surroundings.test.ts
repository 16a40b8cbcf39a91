import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateAuthority } from '../../../lib/rehearsal/certificates';
import { LazyFunction } from '../../../lib/rehearsal/functions/lazy-function';

const HANDLERS = `
const { promisify } = require('node:util');
exports.time = async (event, context) => {
  const [now, made, left] = [Date.now(), new Date().getTime(), context.getRemainingTimeInMillis()];
  const since = process.hrtime.bigint();
  await new Promise((resolve) => setTimeout(resolve, event.wait));
  return { now, made, left, fixed: new Date(7).getTime(), isDate: new Date() instanceof Date,
    later: Date.now(), waited: Number(process.hrtime.bigint() - since) / 1e6 };
};
exports.fetches = async (event) => fetch(event.url).then((answer) => answer.text(), (error) => String(error.cause));
exports.dies = async () => process.exit(7);
`;

let directory: string;
const started: LazyFunction[] = [];
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  writeFileSync(join(directory, 'index.js'), HANDLERS);
});
afterAll(async () => {
  for (const one of started) await one.stop();
  rmSync(directory, { recursive: true });
});

const never = new AbortController().signal;

/** What this process started and has not ended. */
const running = () => execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });

function launched(
  handler: string,
  surroundings: object,
  environment = {},
  onTrouble = (_: string) => {},
): LazyFunction {
  const run = { name: 'Tested', codeDirectory: directory, handler: `index.${handler}`, timeoutSeconds: 60 };
  const one = new LazyFunction({ ...run, environment, surroundings }, onTrouble);
  started.push(one);
  return one;
}

test('an invocation that is called off already starts nothing', async () => {
  const one = launched('time', {});
  await expect(one.call({ wait: 1 }, AbortSignal.abort())).rejects.toThrow('aborted');
  expect(running()).not.toContain('index.time');
});

test('a function lives in service time: what it calls now, what it waits for, and what time it has left', async () => {
  const since = Date.now() - 1000;
  const told = (await launched('time', { clock: { since, speed: 50 } }).call({ wait: 5000 }, never)) as Record<
    string,
    number
  >;
  // A second before the test, at fifty times the speed.
  expect(told.now).toBeGreaterThanOrEqual(since + 50_000);
  expect(told.made).toBeGreaterThanOrEqual(told.now);
  expect(told.left).toBeGreaterThan(0);
  expect(told.left).toBeLessThanOrEqual(60_000);
  expect(told.later - told.now).toBeGreaterThanOrEqual(5000 - 50);
  expect(told.waited).toBeGreaterThanOrEqual(99);
  expect(told.waited).toBeLessThan(4000);
  expect(told).toMatchObject({ fixed: 7, isDate: true });
});

test('without a clock it lives in that of this machine', async () => {
  const told = (await launched('time', {}).call({ wait: 1 }, never)) as Record<string, number>;
  expect(Math.abs(told.now - Date.now())).toBeLessThan(20_000);
});

test('a name of the fleet leads to where it listens; a name that is none of it does not', async () => {
  const authority = await certificateAuthority();
  const server = createServer(await authority.issue(['own.test']), (_, response) => response.end('it is me'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const trust = join(directory, 'authority.pem');
  writeFileSync(trust, authority.cert);
  const names = { 'own.test': `127.0.0.1:${(server.address() as AddressInfo).port}` };
  const fetches = launched('fetches', { names }, { NODE_EXTRA_CA_CERTS: trust });
  expect(await fetches.call({ url: 'https://own.test/switch/x' }, never)).toBe('it is me');
  expect(await fetches.call({ url: 'https://other.invalid/' }, never)).toMatch(/ENOTFOUND|EAI_AGAIN/);
  server.close();
  server.closeAllConnections();
});

test('an environment that ended is told of, and the next invocation has a new one', async () => {
  let told = (_trouble: string) => {};
  const dies = launched('dies', {}, {}, (trouble) => told(trouble));
  for (let round = 0; round < 2; round += 1) {
    const trouble = new Promise<string>((resolve) => {
      told = resolve;
    });
    await expect(dies.call({}, never)).rejects.toThrow();
    expect(await trouble).toContain('exit status 7');
  }
  expect(running()).not.toContain('index.dies');
});
