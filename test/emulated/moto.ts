import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type PythonTool, pythonTool } from '../lint-templates/python-tool';

export const MOTO: PythonTool = { package: 'moto[server]', version: '5.2.1', program: 'moto_server' };

/** What the launcher says of itself. */
export interface Told {
  /** What it changes in moto. */
  readonly patches: readonly string[];
  /** Types created by the services' own APIs; with a reason where moto's CloudFormation has the type too. */
  readonly adapters: Readonly<Record<string, string | null>>;
  readonly emulatedByCloudFormation: readonly string[];
}

export interface Moto {
  readonly endpoint: string;
  readonly python: string;
  readonly told: Told;
  /** Errors of its own: a refusal of what was asked is none. */
  tracebacks(): string[];
  end(): Promise<void>;
}

const START_SECONDS = 60;

/** @returns undefined where there is no Python */
export function motoPython(): string | undefined {
  const program = pythonTool(MOTO);
  return program === undefined ? undefined : join(program, '../python');
}

/** Starts moto on a free port of this machine. @param log the file that its log goes to */
export async function startMoto(python: string, log: string): Promise<Moto> {
  const port = await freePort();
  // A file and no pipe: while this process waits for `cdk` it reads nothing, and a full pipe would stop moto.
  const written = openSync(log, 'w');
  const child = spawn(python, ['-B', join(__dirname, 'moto/launcher.py'), String(port)], {
    stdio: ['ignore', 'pipe', written],
  });
  closeSync(written);
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async () => {
    child.kill('SIGTERM');
    const sure = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(sure);
  };
  try {
    const told = JSON.parse(await firstLine(child, log)) as Told;
    // The name, not the number: the CDK's SDK puts a bucket's name before a host that is a number.
    const endpoint = `http://localhost:${port}`;
    await answers(endpoint);
    return { endpoint, python, told, end, tracebacks: () => tracebacksIn(readFileSync(log, 'utf8')) };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The last line of each traceback, which names what was wrong. */
export function tracebacksIn(log: string): string[] {
  return log
    .split(/^Traceback \(most recent call last\):$/m)
    .slice(1)
    .map((text) => text.split('\n').find((line) => /^\S/.test(line)) ?? text.slice(0, 200));
}

function firstLine(child: ChildProcess, log: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`moto ended with ${code}\n${readFileSync(log, 'utf8')}`)));
  });
}

async function answers(endpoint: string): Promise<void> {
  const until = Date.now() + START_SECONDS * 1000;
  for (;;) {
    try {
      await fetch(`${endpoint}/moto-api/`, { signal: AbortSignal.timeout(2000) });
      return;
    } catch (error) {
      if (Date.now() > until) throw new Error(`moto did not answer within ${START_SECONDS} s`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
