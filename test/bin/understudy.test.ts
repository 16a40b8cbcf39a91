import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

function understudy(...args: string[]) {
  const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
  return spawnSync(tsx, [join(ROOT, 'bin', 'understudy.ts'), ...args], { encoding: 'utf8', timeout: 20_000 });
}

test('a result goes to standard output, with status 0', () => {
  const { status, stdout, stderr } = understudy('schema');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toHaveProperty('$schema');
});

test('who reads no more gets no stack, and the status is of what was done', async () => {
  const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
  const child = spawn(tsx, [join(ROOT, 'bin', 'understudy.ts'), 'schema'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const told: string[] = [];
  child.stderr.on('data', (text) => told.push(String(text)));
  child.stdout.destroy();
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect({ status, told: told.join('') }).toEqual({ status: 0, told: '' });
});

test('a bad declaration: every problem on standard error, status 2, and nothing written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  try {
    const config = join(folder, 'serving.yaml');
    const out = join(folder, 'cdk.out');
    writeFileSync(config, 'service: Assistant\nstagee: prod\n');
    const { status, stdout, stderr } = understudy('synth', '--config', config, '--out', out);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`${config}:1: malformed-value: service`);
    expect(stderr).toContain(`${config}:2: unknown-key: stagee`);
    expect(existsSync(out)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
