import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';

/** The Google Cloud SDK's own emulators: Java programs of its `platform` folder, started without its wrapper. */
export interface EmulatorJars {
  readonly java: string;
  readonly firestore: string;
  readonly pubSub: string;
}

/** Where they are, or what is missing. */
export function emulatorJars(): EmulatorJars | string {
  const java = onPath('java');
  const gcloud = onPath('gcloud');
  if (gcloud === undefined) return 'gcloud is not on the PATH';
  if (java === undefined) return 'java is not on the PATH';
  const platform = join(dirname(realpathSync(gcloud)), '..', 'platform');
  const firestore = jarIn(join(platform, 'cloud-firestore-emulator'));
  const pubSub = jarIn(join(platform, 'pubsub-emulator', 'lib'));
  if (firestore === undefined) return 'gcloud has no component cloud-firestore-emulator';
  if (pubSub === undefined) return 'gcloud has no component pubsub-emulator';
  return { java, firestore, pubSub };
}

function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function jarIn(folder: string): string | undefined {
  const jar = existsSync(folder) ? readdirSync(folder).find((file) => file.endsWith('.jar')) : undefined;
  return jar && join(folder, jar);
}

export interface Emulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

const START_MILLISECONDS = 60_000;

export async function startFirestore({ java, firestore }: EmulatorJars): Promise<Emulator> {
  const main = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
  const flags = ['-Duser.language=en', '-cp', firestore, main, '--host=127.0.0.1'];
  const emulator = await start(java, (port) => [...flags, `--port=${port}`]);
  // Its first commit takes longer than a ledger waits.
  const documents = 'projects/warm/databases/(default)/documents';
  const writes = [{ update: { name: `${documents}/up/it`, fields: {} } }];
  await fetch(`${emulator.url}/v1/${documents}:commit`, { method: 'POST', body: JSON.stringify({ writes }) });
  return emulator;
}

export function startPubSub({ java, pubSub }: EmulatorJars): Promise<Emulator> {
  return start(java, (port) => ['-jar', pubSub, '--host=127.0.0.1', `--port=${port}`]);
}

/** On loopback, at a port of its own; with this process it ends. */
async function start(java: string, parameters: (port: number) => string[]): Promise<Emulator> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(java, ['-Xmx512m', ...parameters(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
  }
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  const until = Date.now() + START_MILLISECONDS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > until) {
      end();
      throw new Error(`the emulator does not answer at ${url}\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    close: async () => {
      process.removeListener('exit', end);
      await ended(child);
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
