/** What is measured: each a process of its own, with the same upstream behind it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Bake } from '../../../lib/contract/bake-request';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { API_KEY, MOODS } from './exchange';

const root = resolve(__dirname, '../../..');
const portkeyFolder = join(root, 'test/bench/gateway/portkey');

export type Mood = keyof typeof MOODS;

export interface Subject {
  /** The base URL, up to and with `/v1`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What its callers name as `model`. */
  readonly model: string;
  /** The largest resident set so far, in megabytes; undefined where the system does not tell. */
  peakMegabytes(): number | undefined;
  /** Processor time so far, in milliseconds; undefined where the system does not tell. */
  processorMilliseconds(): number | undefined;
  stop(): Promise<void>;
}

/** Runs a bundle that says on its standard output where it listens. */
export async function start(bundle: string, environment: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, [bundle], {
    env: { NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume();
    const { address, port } = JSON.parse(line).listening as AddressInfo;
    return running(child, `http://${address}:${port}`);
  }
  throw new Error(`${bundle} ended before it listened`);
}

export interface Running extends Pick<Subject, 'url' | 'peakMegabytes' | 'processorMilliseconds' | 'stop'> {}

function running(child: ChildProcess, url: string): Running {
  return {
    url,
    peakMegabytes: () => {
      const status = `/proc/${child.pid}/status`;
      const [, kilobytes] = (existsSync(status) && /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))) || [];
      return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
    },
    processorMilliseconds: () => {
      const stat = `/proc/${child.pid}/stat`;
      if (!existsSync(stat)) return undefined;
      // Fields 14 and 15, counted from 1, the second of them a name in parentheses: user and system time, in ticks of
      // a hundredth of a second.
      const fields = readFileSync(stat, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

const json = { 'content-type': 'application/json' };

/** The upstream itself. Nobody is there to try another, so the fallback is not measured here. */
export function direct(upstream: Running, mood: Mood): Subject {
  const unmeasured = { peakMegabytes: () => undefined, processorMilliseconds: () => undefined };
  return { ...unmeasured, url: upstream.url + MOODS[mood], headers: json, model: 'mock', stop: async () => undefined };
}

/** Either proxy of our own: the bare one, or the one that reads. */
export async function proxy(bundle: string, upstream: Running, moods: readonly Mood[]): Promise<Subject> {
  const running = await start(bundle, { UPSTREAMS: moods.map((mood) => upstream.url + MOODS[mood]).join(',') });
  return { ...running, url: `${running.url}/v1`, headers: json, model: 'mock' };
}

/** Ours as it is deployed: baked, with keys, and a rung for each mood above the deterministic tier. */
export async function understudy(work: string, upstream: Running, moods: readonly Mood[]): Promise<Subject> {
  const directory = join(work, `understudy-${moods.join('-')}`);
  mkdirSync(directory);
  const { bake } = require(join(root, 'dist/gateway/bake.js')) as { readonly bake: Bake };
  const { problems } = bake({
    config: configOf(upstream, moods),
    responsesDirectory: join(root, 'responses'),
    outputDirectory: directory,
  });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const keysFile = join(directory, 'keys.json');
  writeFileSync(keysFile, JSON.stringify({ digests: [createHash('sha256').update(API_KEY).digest('hex')] }));
  const gateway = await start(join(directory, 'index.js'), {
    PORT: '0',
    UNDERSTUDY_CELL: 'aws:eu-west-1',
    UNDERSTUDY_KEYS_FILE: keysFile,
  });
  const headers = { ...json, authorization: `Bearer ${API_KEY}` };
  return { ...gateway, url: `${gateway.url}/v1`, headers, model: 'chat' };
}

function configOf(upstream: Running, moods: readonly Mood[]): ServingConfig {
  return {
    version: 1,
    service: 'benchmark',
    ladder: [
      ...moods.map((mood, index) => ({
        name: `${mood}-${index}`,
        tier: 1 as const,
        on: { aws: { kind: 'openai-compatible' as const, url: upstream.url + MOODS[mood], model: 'mock' } },
        residency: ['eu'],
      })),
      { name: 'script', tier: 3, on: { aws: { kind: 'deterministic' } } },
    ],
    routes: [
      {
        name: 'chat',
        deadlineSeconds: 60,
        // A tier-3 answer would be quick, and no work: a benchmark that gets one has failed.
        floor: 2,
        queue: 'never',
        residency: [],
        durability: 'region',
        otherCloudDown: 'refuse',
      },
    ],
  };
}

/** Installed with its own lock file on the first run. */
export async function portkey(upstream: Running, moods: readonly Mood[]): Promise<Subject> {
  if (!existsSync(join(portkeyFolder, 'node_modules'))) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: portkeyFolder });
  }
  const port = await freePort();
  const script = join(portkeyFolder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const child = spawn(process.execPath, [script, `--port=${port}`, '--headless'], {
    env: { NODE_ENV: 'production' },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(child, url);
  const targets = moods.map((mood) => ({
    provider: 'openai',
    api_key: 'none',
    custom_host: upstream.url + MOODS[mood],
  }));
  const config = { strategy: { mode: moods.length > 1 ? 'fallback' : 'single' }, targets };
  const headers = { ...json, 'x-portkey-config': JSON.stringify(config) };
  return { ...running(child, url), url: `${url}/v1`, headers, model: 'mock' };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilItAnswers(child: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`nothing answers at ${url}`);
}
