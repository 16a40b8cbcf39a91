import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../lib/rehearsal/addresses';
import { layOut } from '../../../lib/rehearsal/services/lay-out';
import { type ServiceProcess, startService } from '../../../lib/rehearsal/services/service-process';

let directory: string;
let started: ServiceProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  started = undefined;
});
afterEach(async () => {
  await started?.kill();
  rmSync(directory, { recursive: true });
});

const LISTEN = `
  const server = require('node:http').createServer((request, response) => {
    response.end(JSON.stringify(process.env));
    if (request.url === '/die') process.exit(3);
  });
  server.listen(Number(process.env.PORT), '127.0.0.1');`;

async function start(source: string, onLate?: (milliseconds: number) => void) {
  writeFileSync(join(directory, 'index.js'), source);
  const port = await freePort();
  const environment = { PORT: String(port), MINE: 'alone' };
  started = await startService({ name: 'gateway', args: ['index.js'], directory, environment, port, onLate });
  return { process: started, url: `http://127.0.0.1:${port}` };
}

test('runs with its environment and none of this machine’s', async () => {
  const { url, process } = await start(LISTEN);
  const environment = (await (await fetch(url)).json()) as Record<string, string>;
  expect(Object.keys(environment).filter((name) => name !== 'PORT')).toEqual(['MINE']);
  await process.kill();
  await expect(fetch(url)).rejects.toThrow();
});

test('is asked to end, and ends by itself as soon as nothing is left to do', async () => {
  const said = join(directory, 'said');
  const { process } = await start(`${LISTEN}
    process.once('SIGTERM', () => server.close());
    process.once('exit', () => require('node:fs').writeFileSync(${JSON.stringify(said)}, 'goodbye'));`);
  await process.stop();
  expect(readFileSync(said, 'utf8')).toBe('goodbye');
});

test('who does not listen to that is forced', async () => {
  const { process, url } = await start(`${LISTEN} process.on('SIGTERM', () => {});`);
  await process.stop();
  await expect(fetch(url)).rejects.toThrow();
}, 20_000);

test('an end that nobody asked for is told with its last words', async () => {
  const { process, url } = await start(`${LISTEN} process.on('exit', () => console.error('I am so sorry'));`);
  const told = new Promise<string>((resolve) => {
    process.onCrash = resolve;
  });
  await fetch(`${url}/die`).catch(() => {});
  expect(await told).toMatch(/^gateway ended \(exit status 3\): I am so sorry$/);
});

test('a process that could not run when it was due says so', async () => {
  const late = new Promise<number>((resolve) => {
    const blocks = 'for (const end = performance.now() + 1500; performance.now() < end; );';
    void start(`${LISTEN} setTimeout(() => { ${blocks} }, 10);`, resolve);
  });
  expect(await late).toBeGreaterThan(50);
});

test('a program that does not start is refused with what it said', async () => {
  await expect(start(`throw new Error('on purpose')`)).rejects.toMatchObject({
    problems: [{ code: 'service-does-not-start', path: 'gateway', message: expect.stringContaining('on purpose') }],
  });
});

test('files lie as the container sees them, and nowhere else', () => {
  const source = join(directory, 'source');
  writeFileSync(source, 'bytes');
  const root = join(directory, 'root');
  const here = layOut(
    root,
    new Map([
      ['/bundle/abc/index.js', source],
      ['/bundle/../../../up.js', source],
    ]),
  );
  expect(readFileSync(here('/bundle/abc/index.js'), 'utf8')).toBe('bytes');
  expect(here('/bundle/abc/index.js')).toBe(join(root, 'bundle/abc/index.js'));
  expect(existsSync(join(root, 'up.js'))).toBe(true);
});
