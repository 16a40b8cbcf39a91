import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

// It synthesizes first, on a machine that may be busy with other tests.
jest.setTimeout(120_000);

/** The gateway, its health and its prober in each Region of AWS, the gateway and its prober in each of Google's. */
const processesOf = (regions: number, googleRegions: number) => 3 * regions + 2 * googleRegions;

let started: ChildProcess | undefined;
let output = '';

const folderIn = (text: string) => /--cacert (\S+)\/authority\.pem/.exec(text)?.[1] ?? '';

/** The command as a process of its own, once it has said how to call it. */
async function start(
  config: string,
  expected: number,
): Promise<{ process: ChildProcess; processes: number[]; folder: string }> {
  output = '';
  const options = ['--config', join(ROOT, config), '--speed', '10', '--port', '0', '--dns-port', '0'];
  const child = spawn(process.execPath, ['dist/bin/understudy.js', 'start', ...options], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started = child;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  await until(() => / tier 1 x/.test(output));
  const folder = folderIn(output);
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(child.pid)], { encoding: 'utf8' });
  const processes = children
    .split('\n')
    .filter((line) => /dist\/rehearsal\//.test(line))
    .map((line) => Number.parseInt(line, 10));
  // And what deals with jobs, which each one's first starts.
  expect(processes.length).toBeGreaterThanOrEqual(expected);
  expect(existsSync(folder)).toBe(true);
  return { process: child, processes, folder };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 800 && !condition(); tries++) await new Promise((wake) => setTimeout(wake, 100));
  if (!condition()) throw new Error(`it did not happen; the output so far:\n${output}`);
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

afterEach(() => {
  if (started?.exitCode === null) started.kill('SIGKILL');
  // What is killed outright cannot tidy up.
  if (folderIn(output) !== '') rmSync(folderIn(output), { recursive: true, force: true });
});

test('Ctrl-C ends it with its summary, status 0, and leaves no process and no file', async () => {
  const { process: child, processes, folder } = await start('serving.yaml', processesOf(3, 2));
  // Not `exit`: what it printed may come after that.
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(output).toContain('Summary (models: stub)');
  await until(() => !processes.some(runs));
  expect(existsSync(folder)).toBe(false);
});

test('killed outright, it takes the processes of functions and services along', async () => {
  const { process: child, processes } = await start('test/rehearsal/support/serving.yaml', processesOf(2, 2));
  child.kill('SIGKILL');
  await until(() => !processes.some(runs));
});
