import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { whenLauncherGone } from '../../lib/rehearsal/launcher';

const ROOT = join(__dirname, '../..');

/** Says `looking` and its process, then `gone`, and ends; or, where nobody looks, ends by itself. */
const PROGRAM = `
  const { whenLauncherGone } = require('./lib/rehearsal/launcher');
  whenLauncherGone(() => { console.log('gone'); process.exit(); });
  console.log('looking');
  setTimeout(() => console.log('nobody is missed'), Number(process.env.WAIT));`;

let npm: ChildProcess | undefined;
afterEach(() => npm?.kill('SIGKILL'));

/** As npm starts a script: by a shell, which waits for it. */
function start(environment: Record<string, string>): { output: () => string; until: (text: string) => Promise<void> } {
  const script = `"${process.execPath}" --require tsx/cjs -e "$PROGRAM"; true`;
  npm = spawn(
    process.execPath,
    ['-e', `require('child_process').spawn('sh', ['-c', ${JSON.stringify(script)}], { stdio: 'inherit' })`],
    {
      ...{ cwd: ROOT, env: { ...environment, PATH: process.env.PATH, PROGRAM }, stdio: ['ignore', 'pipe', 'inherit'] },
    },
  );
  let output = '';
  npm.stdout?.on('data', (chunk) => {
    output += String(chunk);
  });
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => output.includes(text) && resolve();
      npm?.stdout?.on('data', look);
      look();
    });
  return { output: () => output, until };
}

test('npm that is killed outright is missed, though its shell is still there', async () => {
  const { until } = start({ npm_lifecycle_event: 'start', WAIT: '60000' });
  await until('looking');
  npm?.kill('SIGKILL');
  await until('gone');
});

test('whoever was not started by npm may be left alone', async () => {
  const { output, until } = start({ WAIT: '1200' });
  await until('looking');
  npm?.kill('SIGKILL');
  await until('nobody is missed');
  expect(output()).not.toContain('gone');
});

test('who is no longer interested is not told', () => {
  jest.useFakeTimers();
  whenLauncherGone(() => {}, { npm_lifecycle_event: 'start' })();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});
