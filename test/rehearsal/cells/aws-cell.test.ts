import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsCell } from '../../../lib/rehearsal/cells/aws-cell';
import { GoogleRegions } from '../../../lib/rehearsal/jobs/google/google-regions';
import { Regions } from '../../../lib/rehearsal/jobs/regions';
import type { FunctionPlan } from '../../../lib/rehearsal/plan/cell-plan';
import { ManualTime } from '../manual-time';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'understudy-test-'));
});

afterAll(() => rmSync(directory, { recursive: true }));

function functionOf(name: string, source: string): FunctionPlan {
  writeFileSync(join(directory, `${name}.js`), source);
  return {
    ...{ id: name, name, handler: `${name}.handler`, codeDirectory: directory },
    ...{ timeoutSeconds: 3, memoryMegabytes: 128, environment: {} },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a cell of which one function does not start leaves none of the others behind, however late they came', async () => {
  const pidFile = join(directory, 'pid');
  const slow = `
    require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    const until = Date.now() + 700;
    while (Date.now() < until);
    exports.handler = async () => ({});`;
  const functions = [functionOf('broken', `throw new Error('on purpose');`), functionOf('slow', slow)];
  const start = AwsCell.start({
    plan: { cloud: 'aws', cell: 'aws:eu-west-1', region: 'eu-west-1', domains: [], routes: [], functions },
    endpoint: { host: '127.0.0.1', port: 0 },
    certificate: { cert: '', key: '' },
    keyDigests: [],
    time: new ManualTime(),
    regions: new Regions(new Map(), [], new ManualTime()),
    googleRegions: new GoogleRegions([], [], new ManualTime()),
    now: () => 0,
    onLate: () => {},
    onJobs: () => {},
    onTrouble: () => {},
  });
  await expect(start).rejects.toThrow('function-does-not-start');
  expect(isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
});
