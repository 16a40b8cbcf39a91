import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { synthesize } from '../../bin/synth';
import { InvalidConfiguration } from '../../lib/contract/problem';
import { hasLoopbackNetwork } from '../../lib/rehearsal/addresses';
import type { StartArguments } from '../../lib/rehearsal/options';
import { type RehearseIo, rehearse } from '../../lib/rehearsal/rehearse';

const REFERENCE = join(__dirname, '../../serving.yaml');
/** Two cells in each cloud. */
const SMALL = join(__dirname, 'support/serving.yaml');

const typed: StartArguments = {
  config: REFERENCE,
  // No faster and no busier than a machine with two busy cores bears.
  ...{ rate: '1', speed: '6', seed: '1', port: '0', dnsPort: '0' },
};

/** This process's children that run functions and services, and the folder of the rehearsal that printed these lines. */
function remains(lines: readonly string[]) {
  const processes = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  const folder = /--cacert (\S+)\/authority\.pem/.exec(lines.join('\n'))?.[1];
  return {
    hosts: processes.split('\n').filter((line) => /dist\/rehearsal\//.test(line)),
    folder: folder !== undefined && existsSync(folder) ? folder : undefined,
  };
}

const NOTHING = { hosts: [], folder: undefined };

const folder = mkdtempSync(join(tmpdir(), 'understudy-first-flight-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const known = new Map<string, ReturnType<RehearseIo['synthesize']>>();

/** Each declaration once: a rehearsal only reads what was synthesized. */
const synthesizeOnce: RehearseIo['synthesize'] = (config) => {
  const made = known.get(config) ?? synthesize(config, join(folder, String(known.size), 'cdk.out'));
  known.set(config, made);
  return made;
};

function io(over: Partial<RehearseIo> = {}) {
  const lines: string[] = [];
  const signal = new AbortController();
  const made: RehearseIo = {
    print: (line) => lines.push(line),
    synthesize: synthesizeOnce,
    signal: signal.signal,
    ...over,
  };
  return { lines, signal, io: made };
}

test('a Region is killed under traffic, and after the recovery time every request succeeds', async () => {
  // Jobs have a test of their own.
  const scenario = { duration: '130s', kill: ['aws:eu-west-1@18s'], jobs: '0' };
  const flight = async (speed: string) => {
    const { io: terminal, lines } = io();
    const summary = await rehearse({ ...typed, ...scenario, speed, json: true }, terminal);
    return { summary, lines };
  };
  const quick = await flight(typed.speed);
  // A machine that did not keep up has shown nothing: once more, as slowly as a busy one bears.
  const lagged =
    quick.lines.some((line) => line.includes('this machine cannot keep up')) ||
    // Nor one that asked a Region for its first answer only when that was dead.
    Object.keys(quick.summary.answeredBy).length < 3;
  const { summary, lines } = lagged ? await flight('3') : quick;

  expect(summary.kills).toHaveLength(1);
  expect(summary.kills[0].target).toBe('aws:eu-west-1');
  // The killed Region's own clients must have noticed: else nothing was tested.
  expect(summary.failures).toBeGreaterThan(0);
  expect(Object.keys(summary.failuresByReason).every((reason) => reason.startsWith('connection-'))).toBe(true);
  expect(summary.recovered).toBe(true);
  expect(summary.predicted).toMatchObject({ ttlSeconds: 60 });
  // After the last failure everything was answered; that it came early enough is what the declaration asks for.
  expect(summary.recoverySeconds).toBeLessThan(110);
  // It cannot be quicker than two more intervals of the checkers and the least propagation.
  expect(summary.recoverySeconds).toBeGreaterThan(20);
  // Half of what was to be asked: a busy machine asks less.
  expect(summary.requests).toBeGreaterThan(60);
  expect(Object.keys(summary.answeredBy).sort()).toEqual(['aws:eu-central-1', 'aws:eu-west-1', 'aws:eu-west-3']);
  expect(summary.tiers).toEqual({ '1': summary.requests - summary.failures });

  expect(JSON.parse(lines.at(-1) ?? '')).toEqual(summary);
  expect(lines.some((line) => line.includes('>>> kill aws:eu-west-1'))).toBe(true);
  expect(lines.some((line) => /\*\*\* eu-west-1\.aws.*\/health\/serving is unhealthy/.test(line))).toBe(true);
  expect(lines.some((line) => line.includes('UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS='))).toBe(true);
  expect(remains(lines)).toEqual(NOTHING);
}, 240_000);

test('a person can break it by hand, and stop it; a model that is gone takes nobody down', async () => {
  const input = new PassThrough();
  const { io: terminal, lines } = io({ input });
  const running = rehearse({ ...typed, config: SMALL, jobs: '0' }, terminal);
  const seen = (pattern: RegExp) => lines.some((line) => pattern.test(line));
  const until = async (pattern: RegExp) => {
    for (let tries = 0; tries < 600 && !seen(pattern); tries++) await new Promise((wake) => setTimeout(wake, 100));
    expect(lines.filter((line) => pattern.test(line))).not.toEqual([]);
  };
  await until(/ tier 1 x/);
  input.write('kill the cat\nkill aws:eu-north-9\nfault frontier=kill\n');
  await until(/kill WHAT, restore WHAT/);
  await until(/unknown-cell/);
  await until(/>>> kill frontier/);
  await until(/ tier 2 x/);
  input.write('kill google\n');
  await until(/>>> kill google:europe-west4/);
  await until(/>>> kill google:europe-west1/);
  input.write('quit\n');
  const summary = await running;
  expect(summary.failures).toBe(0);
  // Both of its cells at once: one kill, that nobody here noticed.
  expect(summary.kills).toMatchObject([{ target: 'google', recoverySeconds: 0 }]);
  expect(summary.tiers['2']).toBeGreaterThan(0);
  expect(remains(lines)).toEqual(NOTHING);
}, 120_000);

test('a taken port is told with its option, and nothing is left running', async () => {
  const host = (await hasLoopbackNetwork()) ? '127.0.0.13' : '127.0.0.1';
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, host, resolve));
  const { port } = taken.address() as { port: number };
  const { io: terminal, lines } = io();
  const failing = rehearse({ ...typed, port: String(port) }, terminal);
  await expect(failing).rejects.toBeInstanceOf(InvalidConfiguration);
  await expect(failing).rejects.toMatchObject({ problems: [{ code: 'port-taken', path: '--port', found: `${port}` }] });
  expect(remains(lines)).toEqual(NOTHING);
  await new Promise((resolve) => taken.close(resolve));
});

test('what is wrong in the options is told before anything runs', async () => {
  const { io: terminal, lines } = io();
  await expect(rehearse({ ...typed, speed: '0' }, terminal)).rejects.toMatchObject({
    problems: [{ code: 'option-out-of-range', path: '--speed' }],
  });
  // No route of the small fleet may be queued.
  await expect(rehearse({ ...typed, config: SMALL, jobs: '1', duration: '1s' }, terminal)).rejects.toMatchObject({
    problems: [{ code: 'setting-without-effect', path: '--jobs' }],
  });
  expect(lines).toEqual([]);
});
