/**
 * What a deployment of this version would do to a fleet of the last release: `npm run compare:release [-- --json]`. Ends
 * with 0, or with 1 if something that holds data or a name would be replaced or deleted and nobody explained it.
 * `-- --record RELEASE` writes down what this version keeps, when a release is made.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../bin/synth';
import { readAssembly } from '../emulated/assembly';
import { BASELINE, baselineOf, readBaseline } from './baseline';
import { cdkDiff } from './cdk-diff';
import { EXPLAINED, unexplained } from './explained';
import { type Change, checksMadeAnew, terraformChanges } from './lasting';

const [, , option, release] = process.argv;
const scratch = mkdtempSync(join(tmpdir(), 'compare-release-'));
try {
  const [assembly, terraform] = [join(scratch, 'cdk.out'), join(scratch, 'cdktf.out')];
  synthesize('serving.yaml', assembly, terraform);
  if (option === '--record') record(release, assembly, terraform);
  else tell(compared(assembly, terraform), control(assembly));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function compared(assembly: string, terraform: string): Change[] {
  const [before, after] = [readBaseline(), baselineOf('HEAD', assembly, terraform)];
  const stacks = readAssembly(assembly);
  return [
    ...Object.entries(before.stacks).flatMap(([name, resources]) => {
      const [now, stack] = [after.stacks[name], stacks.find((one) => one.name === name)];
      // A stack that is not deployed any more is left alone, with all that is in it.
      if (now === undefined || stack === undefined) return gone(name, resources);
      return [...cdkDiff(assembly, stack, resources), ...checksMadeAnew(name, resources, now)];
    }),
    ...Object.entries(before.terraform).flatMap(([name, resources]) =>
      terraformChanges(name, resources, after.terraform[name] ?? {}),
    ),
  ];
}

/** A queue that had another name, and one that there is no more: if nobody notices, nothing above says anything. */
function control(assembly: string): string[] {
  const [stack] = readAssembly(assembly);
  const queue = (QueueName: string) => ({
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName },
    DeletionPolicy: 'Retain',
  });
  const other = Object.entries(stack?.resources ?? {}).find(([, { Type }]) => Type === 'AWS::DynamoDB::GlobalTable');
  if (stack === undefined || other === undefined) return ['control: there is no table to rename'];
  const [table, resource] = other;
  const renamed = { ...resource, Properties: { ...resource.Properties, TableName: 'another' } };
  const found = cdkDiff(assembly, stack, { [table]: renamed, Gone: queue('gone') });
  const noticed = (id: string, impacts: readonly string[]) =>
    found.some((change) => change.resource === id && impacts.includes(change.impact));
  return [
    ...(noticed(table, ['replaced']) ? [] : ['control: a table of another name was not noticed']),
    ...(noticed('Gone', ['left behind', 'deleted']) ? [] : ['control: a queue that is gone was not noticed']),
  ];
}

function gone(stack: string, resources: Parameters<typeof checksMadeAnew>[1]): Change[] {
  return Object.entries(resources).map(([resource, { Type }]) => ({
    stack,
    resource,
    type: Type,
    impact: 'left behind',
  }));
}

function tell(changes: readonly Change[], controls: readonly string[]): void {
  const { release: last, stacks, terraform } = readBaseline();
  const problems = [...unexplained(changes), ...controls];
  const count = [...Object.values(stacks), ...Object.values(terraform)].reduce(
    (sum, resources) => sum + Object.keys(resources).length,
    0,
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
  if (option === '--json') {
    process.stdout.write(`${JSON.stringify({ release: last, resources: count, changes, problems })}\n`);
    return;
  }
  const lines = [
    ...EXPLAINED.map(({ type, impact, why }) => `explained: ${type} ${impact}: ${why}`),
    ...problems,
    `${count} resources that hold data or a name, of ${last}: ${changes.length} would be replaced, deleted or left behind, ${problems.length} unexplained`,
    'By the CDK command line, and of Terraform by the arguments that are known to force it; no provider was asked.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function record(name: string | undefined, assembly: string, terraform: string): void {
  if (name === undefined) throw new Error('which release is it? --record 1.2.3');
  writeFileSync(BASELINE, `${JSON.stringify(baselineOf(name, assembly, terraform), null, 1)}\n`);
}
