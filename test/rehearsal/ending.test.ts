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

const BUNDLED = [process.execPath, 'dist/bin/understudy.js', 'start'];
// Without the scripts beside it, which would bundle anew under the other tests.
const BY_NPM = ['npm', 'start', '--silent', '--ignore-scripts', '--'];

/** The command in a process group of its own, as a terminal starts it, once it has said how to call it. */
async function start(
  config: string,
  expected: number,
  [command, ...args] = BUNDLED,
): Promise<{ process: ChildProcess; folder: string }> {
  output = '';
  const options = ['--config', join(ROOT, config), '--speed', '10', '--port', '0', '--dns-port', '0'];
  const child = spawn(command, [...args, ...options], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  started = child;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  await until(() => / tier 1 x/.test(output));
  const folder = folderIn(output);
  // And what deals with jobs, which each one's first starts.
  expect(processesIn(folder).length).toBeGreaterThanOrEqual(expected);
  expect(existsSync(folder)).toBe(true);
  return { process: child, folder };
}

/** Of its functions and services. */
function processesIn(folder: string): number[] {
  const all = execFileSync('ps', ['-e', '-o', 'pid=,args='], { encoding: 'utf8' });
  const lines = all.split('\n').filter((line) => /dist\/rehearsal\//.test(line) && line.includes(folder));
  return lines.map((line) => Number.parseInt(line, 10));
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 800 && !condition(); tries++) await new Promise((wake) => setTimeout(wake, 100));
  if (!condition()) throw new Error(`it did not happen; the output so far:\n${output}`);
}

afterEach(() => {
  if (started?.exitCode === null) started.kill('SIGKILL');
  // What is killed outright cannot tidy up.
  if (folderIn(output) !== '') rmSync(folderIn(output), { recursive: true, force: true });
});

// A terminal sends it to all of its processes, and so does `timeout`.
test('Ctrl-C ends it with its summary, status 0, and leaves no process and no file', async () => {
  const { process: child, folder } = await start('serving.yaml', processesOf(3, 2));
  // Not `exit`: what it printed may come after that.
  const ended = new Promise((resolve) => child.once('close', resolve));
  process.kill(-child.pid!, 'SIGINT');
  expect(await ended).toBe(0);
  expect(output).toContain('Summary (models: stub)');
  await until(() => processesIn(folder).length === 0);
  expect(existsSync(folder)).toBe(false);
});

test('npm that is asked to end ends it too, which hears nothing of it', async () => {
  const { process: npm, folder } = await start('test/rehearsal/support/serving.yaml', processesOf(2, 2), BY_NPM);
  npm.kill('SIGTERM');
  // What it printed may come after its files are gone.
  const summed = () => output.includes('Summary (models: stub)');
  await until(() => processesIn(folder).length === 0 && !existsSync(folder) && summed());
});

test('killed outright, it takes the processes of functions and services along', async () => {
  const { process: child, folder } = await start('test/rehearsal/support/serving.yaml', processesOf(2, 2));
  child.kill('SIGKILL');
  await until(() => processesIn(folder).length === 0);
});
