import { join } from 'node:path';
import { Command } from 'commander';
import { registerQuotas } from '../../../lib/operations/quotas/command';
import { loadServingFile } from '../../../lib/topology/load';
import { quotasOf } from '../../../lib/topology/quotas';

const root = join(__dirname, '../../..');
const example = join(root, 'examples/own-compute.yaml');
const own = loadServingFile(example);
const reference = loadServingFile(join(root, 'serving.yaml'));

const needed = (id: string, place: string, topology = own) =>
  quotasOf(topology).find((quota) => quota.id === id && quota.place === place)?.needed;

test('any cell may be left with the whole load: tokens and requests a minute, as Bedrock counts them', () => {
  expect(needed('bedrock-tokens-per-minute:frontier', 'aws:eu-west-1')).toBe(20 * 60 * (1500 + 5 * 300));
  expect(needed('bedrock-requests-per-minute:frontier', 'aws:eu-west-1')).toBe(1200);
  const nova = reference.ladder.map((rung, index) =>
    index > 0
      ? rung
      : { ...rung, on: { aws: { kind: 'bedrock', model: 'amazon.nova-pro-v1:0', profile: 'eu' } as const } },
  );
  expect(needed('bedrock-tokens-per-minute:frontier', 'aws:eu-west-1', { ...reference, ladder: nova })).toBe(2_160_000);
});

test('GPUs are asked for as many as scaling and a deployment may start, on AWS in vCPUs', () => {
  for (const { cell, most } of own.compute!.services) {
    if (cell.startsWith('google:')) expect(needed('cloud-run-gpus', cell)).toBe(most);
    else expect(needed('gpu-vcpus', cell)).toBe(4 * (most + Math.ceil(most / 4)));
  }
  expect(needed('gpu-vcpus', 'aws:eu-west-1', reference)).toBeUndefined();
  expect(needed('cloud-run-gpus', 'google:europe-west4', reference)).toBeUndefined();
});

test('health checks are the whole account’s, executions each Region’s', () => {
  expect(needed('health-checks', 'aws')).toBe(25);
  expect(quotasOf(own).filter(({ id }) => id === 'lambda-concurrency')).toHaveLength(3);
});

test('the command says what has to be raised, and the same in JSON', async () => {
  const lines: string[] = [];
  const program = new Command('understudy').exitOverride();
  registerQuotas(program, (text) => lines.push(text));
  await program.parseAsync(['quotas', '--config', example], { from: 'user' });
  expect(lines[0]).toMatch(
    /Cloud Run: NVIDIA L4 GPUs with zonal redundancy .NvidiaL4GpuAllocPerProjectRegion.: .*HAS TO BE RAISED/,
  );
  expect(lines[0]).not.toMatch(/Lambda: concurrent executions.*HAS TO BE RAISED/);
  await program.parseAsync(['quotas', '--config', example, '--json'], { from: 'user' });
  expect(JSON.parse(lines[1]).quotas).toEqual(JSON.parse(JSON.stringify(quotasOf(own))));
});
