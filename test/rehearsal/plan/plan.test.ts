import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../bin/synth';
import type { InvalidConfiguration } from '../../../lib/contract/problem';
import { readCloudAssembly } from '../../../lib/estate/read-cloud-assembly';
import { type AwsCellPlan, environmentValue } from '../../../lib/rehearsal/plan/cell-plan';
import { planOf } from '../../../lib/rehearsal/plan/plan';

const STACK = 'Assistant-reference-eu-west-1';

interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

let assembly: string;
let template: string;
let original: string;

beforeAll(() => {
  assembly = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  synthesize(join(__dirname, '../../../serving.yaml'), assembly);
  const stack = readCloudAssembly(assembly).stacks.find((one) => one.name === STACK);
  template = join(assembly, stack?.file ?? '');
  original = readFileSync(template, 'utf8');
});
afterEach(() => writeFileSync(template, original));
afterAll(() => rmSync(assembly, { recursive: true }));

/** The codes and places of what is wrong once the gateway's function has been changed. */
function problemsAfter(change: (properties: Record<string, unknown>) => void): readonly (readonly string[])[] {
  const changed = JSON.parse(original) as Template;
  const [id, node] = Object.entries(changed.Resources).find(
    ([, one]) => one.Type === 'AWS::Lambda::Function' && one.Properties.Handler === 'index.handler',
  ) as [string, Template['Resources'][string]];
  change(node.Properties);
  writeFileSync(template, JSON.stringify(changed));
  try {
    planOf(readCloudAssembly(assembly));
    return [];
  } catch (error) {
    return (error as InvalidConfiguration).problems.map(({ code, path }) => [code, path.replace(id, 'GATEWAY')]);
  }
}

test('a cell is what its template says: names, routes, functions with their environment', () => {
  const plans = planOf(readCloudAssembly(assembly)).cells;
  expect(plans.map((plan) => plan.cell).sort()).toEqual(['aws:eu-central-1', 'aws:eu-west-1', 'aws:eu-west-3']);
  const plan = plans.find((one) => one.region === 'eu-west-1') as AwsCellPlan;
  expect(plan.domains.map((domain) => domain.hostName).sort()).toEqual([
    'ai.example.com',
    'eu-west-1.aws.ai.example.com',
  ]);
  expect(plan.routes.map(({ method, path, streaming }) => [method, path, streaming])).toEqual(
    expect.arrayContaining([['GET', '/health/{proxy+}', false]]),
  );
  expect(plan.functions.map((one) => one.handler).sort()).toEqual(['health.handler', 'index.handler']);
  expect(plan.prober).toMatchObject({
    everySeconds: 60,
    program: {
      handler: 'prober.handler',
      environment: {
        UNDERSTUDY_OWN_NAME: 'eu-west-1.aws.ai.example.com',
        // CloudFormation makes its name up.
        UNDERSTUDY_GATEWAY_FUNCTION: plan.functions.find(({ handler }) => handler === 'index.handler')?.name,
      },
    },
  });
  expect(environmentValue(plan, 'cell')).toBe('aws:eu-west-1');
  expect(environmentValue(plan, 'stateBucket')).toBe('assistant-reference-state-111122223333-eu-west-1');
});

test('its jobs are worked off as its template says: queue, dead letters, worker and sweep; the table they all share', () => {
  const { cells, tables } = planOf(readCloudAssembly(assembly));
  const { jobs } = cells.find((one) => one.region === 'eu-west-1') as AwsCellPlan;
  expect(jobs).toMatchObject({
    queue: { name: 'assistant-reference-jobs', visibilitySeconds: 360 },
    worker: { batchSize: 10, reportsItems: true, program: { handler: 'worker.handler', timeoutSeconds: 60 } },
    sweep: { everySeconds: 60, program: { handler: 'worker.sweep' } },
  });
  expect(jobs?.queue.deadLetters).toEqual({ name: jobs?.deadLetters?.name, maxReceives: 5 });
  // Functions call the queues by their URLs, whose ends are these names.
  expect(jobs?.worker.program.environment.UNDERSTUDY_JOBS_QUEUE).toMatch(new RegExp(`/${jobs?.queue.name}$`));
  expect(jobs?.worker.program.environment.UNDERSTUDY_JOBS_DEAD_LETTERS).toMatch(
    new RegExp(`/${jobs?.deadLetters?.name}$`),
  );
  const [table, ...others] = tables;
  expect(others).toEqual([]);
  expect(table).toMatchObject({ strong: true, keys: { partition: 'id', sort: 'facet' } });
  expect(table.name).toBe(jobs?.worker.program.environment.UNDERSTUDY_JOBS_LEDGER);
  expect([...table.regions].sort()).toEqual(['eu-central-1', 'eu-west-1', 'eu-west-3']);
  expect([...table.indexes.values()]).toEqual([{ partition: 'lane', sort: 'mark' }]);
});

test('what exists only after deployment is no value to run with', () => {
  const problems = problemsAfter((properties) => {
    const code = properties.Role as { 'Fn::GetAtt': string[] };
    properties.Environment = { Variables: { ROLE: code, SHARED: { 'Fn::ImportValue': 'elsewhere' } } };
  });
  expect(problems).toEqual([
    ['value-after-deployment', `${STACK}/GATEWAY.Environment.ROLE`],
    ['unknown-value', `${STACK}/GATEWAY.Environment.SHARED`],
  ]);
});

test('code that is no asset of the assembly is refused', () => {
  const problems = problemsAfter((properties) => {
    properties.Code = { ZipFile: 'exports.handler = () => {}' };
  });
  expect(problems.map(([code]) => code)).toEqual(['unknown-value']);
});
