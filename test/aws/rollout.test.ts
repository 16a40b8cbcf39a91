import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Gateway } from '../../lib/aws/gateway';
import { Rollout } from '../../lib/aws/rollout';
import { Rung } from '../../lib/aws/rung';
import { Serving } from '../../lib/aws/serving';
import { fleetOf, foreignStack, resourcesOf, templateOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

const serving = Serving.of({
  service: 'assistant',
  ladder: [Rung.deterministic({ name: 'script', responses: 'responses' })],
  routes: [{ name: 'chat' }],
});

function synthesized(rollout?: Rollout) {
  const stack = foreignStack();
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0', zoneName: 'example.com' });
  const gateway = new Gateway(stack, 'Gateway', { serving, zone, domain: 'ai.example.com', rollout });
  return { gateway, template: templateOf(stack) };
}

// biome-ignore lint/suspicious/noExplicitAny: what CloudFormation writes
type Json = any;
type Aliases = [string, { Properties: Record<string, unknown>; UpdatePolicy?: Record<string, object> }][];
const { gateway, template } = synthesized();
const aliases = resourcesOf(template, 'AWS::Lambda::Alias') as unknown as Aliases;
const groups = resourcesOf(template, 'AWS::CodeDeploy::DeploymentGroup');
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(([id]) => id.includes('Release'));
const alarm = (id: string) => {
  const found = alarms.filter(([name]) => name.startsWith(`Gateway${id}`));
  expect(found).toHaveLength(1);
  return found[0]![1].Properties;
};

test('callers and probes are led through aliases, which CodeDeploy moves', () => {
  expect(aliases.map(([, { Properties }]) => Properties.Name).sort()).toEqual(['live', 'warm']);
  const moved = aliases.map(([, { UpdatePolicy }]) => UpdatePolicy?.CodeDeployLambdaAliasUpdate);
  expect(moved).toHaveLength(2);
  for (const policy of moved) {
    expect(policy).toEqual({
      ApplicationName: { Ref: resourcesOf(template, 'AWS::CodeDeploy::Application')[0]![0] },
      DeploymentGroupName: { Ref: expect.stringMatching(/^GatewayRelease(gateway|health)/) },
    });
  }
  expect(new Set(moved.map((policy) => JSON.stringify(policy))).size).toBe(2);
  const uris = resourcesOf(template, 'AWS::ApiGateway::Method').map(([, { Properties }]) =>
    JSON.stringify(Properties.Integration.Uri),
  );
  // No method leads past an alias, to what was deployed last.
  for (const uri of uris) expect(aliases.some(([id]) => uri.includes(`{"Ref":"${id}"}`))).toBe(true);
});

test('the API is not called before its aliases let it', () => {
  const [, deployment] = resourcesOf(template, 'AWS::ApiGateway::Deployment')[0]!;
  const permissions = resourcesOf(template, 'AWS::Lambda::Permission').map(([id]) => id);
  expect(permissions).toHaveLength(2);
  expect(deployment.DependsOn).toEqual(expect.arrayContaining(permissions));
});

test('a tenth first, and any alarm about either function takes both back', () => {
  expect(groups).toHaveLength(2);
  for (const [, { Properties }] of groups) {
    expect(Properties.DeploymentConfigName).toBe('CodeDeployDefault.LambdaCanary10Percent15Minutes');
    expect(Properties.AutoRollbackConfiguration).toEqual({
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
    });
    const watched = Properties.AlarmConfiguration.Alarms.map(({ Name }: { Name: { Ref: string } }) => Name.Ref);
    expect(watched.sort()).toEqual(alarms.map(([id]) => id).sort());
    expect(Properties.AlarmConfiguration.Enabled).toBe(true);
    expect(Properties.AlarmConfiguration.IgnorePollAlarmFailure).not.toBe(true);
  }
  expect(gateway.releaseAlarms).toHaveLength(alarms.length);
});

test('before there are data, and where nobody asks, no alarm holds a release up', () => {
  expect(alarms).toHaveLength(5);
  for (const [, { Properties }] of alarms) {
    expect(Properties.TreatMissingData).toBe('notBreaching');
    expect(Properties.Period ?? Math.max(...Properties.Metrics.flatMap(periodOf))).toBe(300);
    // Judged within the 15 minutes of the first tenth.
    expect(Properties.EvaluationPeriods * 300).toBeLessThanOrEqual(10 * 60);
  }
});

const periodOf = (one: { MetricStat?: { Period: number } }) => one.MetricStat?.Period ?? [];

interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: { MetricName: string; Dimensions: { Name: string; Value: unknown }[] } };
}

/** What an alarm's expression gives for what its metrics measured: JavaScript's operators are CloudWatch's here. */
function evaluated(id: string, measured: Readonly<Record<string, number | undefined>>): number {
  const queries: readonly Query[] = alarm(id).Metrics;
  const { Expression = '' } = queries.find((one) => one.Expression !== undefined)!;
  const names = queries.flatMap((one) => (one.MetricStat === undefined ? [] : [one.Id]));
  const run = new Function('IF', 'FILL', ...names, `return ${Expression}`);
  const choose = (condition: boolean, yes: number, no: number) => (condition ? yes : no);
  const fill = (value: number | undefined, instead: number) => value ?? instead;
  return run(choose, fill, ...names.map((name) => measured[name]));
}

test.each<[string, Record<string, number | undefined>, number]>([
  ['no request at all', {}, 0],
  ['one error of two', { released: 2, releasedCount: 1, all: 20, count: 1 }, 0],
  ['a tenth that fails', { released: 100, releasedCount: 100, all: 1000, count: 100 }, 1],
  ['a tenth that fails as the others do', { released: 100, releasedCount: 50, all: 1000, count: 500 }, 0],
  ['the only version there is', { released: 100, releasedCount: 10, all: 100, count: 10 }, 0.1],
  ['a new version that mends it', { released: 100, releasedCount: 3, all: 1000, count: 903 }, 0.03 - 1],
])('errors above those of the others: %s', (_case, measured, share) => {
  expect(evaluated('ReleaseErrors', measured)).toBeCloseTo(share, 9);
});

test('the thresholds', () => {
  expect(alarm('ReleaseErrors').Threshold).toBe(0.02);
  expect(alarm('ReleaseDegraded').Threshold).toBe(0.1);
  expect([alarm('ReleaseSlow').Threshold, alarm('ReleaseSlow').EvaluationPeriods]).toEqual([2, 2]);
  expect(evaluated('ReleaseSlow', { released: 49, slow: 90, usual: 1 })).toBe(1);
  expect(evaluated('ReleaseSlow', { released: 50, slow: 90, usual: 30 })).toBe(3);
});

test('what is compared is the version that is released, and all of its cell', () => {
  const queries: readonly Query[] = alarm('ReleaseDegraded').Metrics;
  const metric = (id: string) => queries.find((one) => one.Id === id)!.MetricStat!.Metric;
  const [gatewayAlias] = aliases.filter(([, { Properties }]) => Properties.Name === 'live');
  const Version = { Name: 'Version', Value: gatewayAlias![1].Properties.FunctionVersion };
  expect(metric('releasedCount')).toMatchObject({ MetricName: 'Degraded' });
  expect(metric('released').MetricName).toBe('Requests');
  for (const id of ['released', 'releasedCount']) expect(metric(id).Dimensions).toContainEqual(Version);
  for (const id of ['all', 'count']) {
    expect(
      metric(id)
        .Dimensions.map(({ Name }) => Name)
        .sort(),
    ).toEqual(['Cell', 'Function']);
  }
  const crashes = alarms.filter(([id]) => id.includes('ReleaseCrashes')).map(([, { Properties }]) => Properties);
  const versions = crashes.map(
    ({ Dimensions }) => Dimensions.find(({ Name }: { Name: string }) => Name === 'ExecutedVersion').Value,
  );
  expect(versions).toEqual(expect.arrayContaining(aliases.map(([, { Properties }]) => Properties.FunctionVersion)));
});

test('what was before stays, and a version that was taken back does not stand in the way of the next attempt', () => {
  const versions = template.findResources('AWS::Lambda::Version');
  expect(Object.keys(versions)).toHaveLength(2);
  for (const one of Object.values(versions)) {
    expect(one).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  }
});

test('who moves them may move these two, and nothing else', () => {
  const [[id, role]] = resourcesOf(template, 'AWS::IAM::Role').filter(([name]) => name.includes('ReleaseRole'));
  expect(role!.Properties.AssumeRolePolicyDocument.Statement[0].Principal).toEqual({
    Service: 'codedeploy.amazonaws.com',
  });
  expect(role!.Properties).not.toHaveProperty('ManagedPolicyArns');
  const [, policy] = resourcesOf(template, 'AWS::IAM::Policy').find(([, one]) => one.Properties.Roles[0].Ref === id)!;
  const [move, see] = policy.Properties.PolicyDocument.Statement;
  expect(move.Action).toEqual(['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias']);
  expect(JSON.stringify(move.Resource)).not.toContain('*');
  expect(move.Resource).toHaveLength(4);
  // An alias waits for its group, a group for this policy: to refer to the alias here would be a circle.
  for (const [alias] of aliases) expect(JSON.stringify(policy)).not.toContain(alias);
  expect(see.Action).toBe('cloudwatch:DescribeAlarms');
});

test.each([
  [Rollout.LINEAR, 'CodeDeployDefault.LambdaLinear10PercentEvery3Minutes'],
  [Rollout.CANARY, 'CodeDeployDefault.LambdaCanary10Percent15Minutes'],
])('%s', (rollout, expected) => {
  const names = resourcesOf(synthesized(rollout).template, 'AWS::CodeDeploy::DeploymentGroup').map(
    ([, { Properties }]) => Properties.DeploymentConfigName,
  );
  expect(names).toEqual([expected, expected]);
});

test('all at once: the aliases stay, and nothing moves them', () => {
  const { template: at, gateway: own } = synthesized(Rollout.ALL_AT_ONCE);
  at.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
  at.resourceCountIs('AWS::Lambda::Alias', 2);
  expect(own.releaseAlarms).toEqual([]);
  for (const one of Object.values(at.findResources('AWS::Lambda::Alias')))
    expect(one).not.toHaveProperty('UpdatePolicy');
});

test('a fleet rolls out as it says, in each Region, and by a tenth where it says nothing', () => {
  const of = (rollout?: 'linear') => {
    const account = { account: '111122223333', regions: ['eu-west-1', 'eu-central-1', 'eu-west-3'] };
    const { templates } = fleetOf(rollout === undefined ? {} : { aws: { ...account, rollout } });
    return [...templates].flatMap(([stack, { Resources }]) =>
      Object.values<{ Type: string; Properties: { DeploymentConfigName: string } }>(Resources)
        .filter(({ Type }) => Type === 'AWS::CodeDeploy::DeploymentGroup')
        .map(({ Properties }) => `${stack} ${Properties.DeploymentConfigName.replace(/.*Lambda/, '')}`),
    );
  };
  expect(new Set(of())).toEqual(
    new Set(['eu-west-1', 'eu-central-1', 'eu-west-3'].map((one) => `Assistant-${one} Canary10Percent15Minutes`)),
  );
  // The gateway, what answers probes, and the worker.
  expect(of('linear')).toHaveLength(9);
  for (const one of of('linear')) expect(one).toMatch(/Linear10PercentEvery3Minutes$/);
});

describe('what works jobs off', () => {
  const released = fleetOf().templates.get('Assistant-eu-west-1');
  const of = (type: string) =>
    Object.entries<{ Type: string; Properties: Json; UpdatePolicy?: Json }>(released.Resources).filter(
      ([, { Type }]) => Type === type,
    );
  const [group, ...more] = of('AWS::CodeDeploy::DeploymentGroup').filter(([id]) => id.startsWith('Worker'));
  const own = of('AWS::CloudWatch::Alarm').filter(([id]) => id.startsWith('WorkerRelease'));
  const [, alias] = of('AWS::Lambda::Alias').find(([id]) => id.startsWith('Worker'))!;

  test('is released as callers are, by the same application, and taken back by alarms of its own', () => {
    expect(more).toEqual([]);
    const [[application]] = of('AWS::CodeDeploy::Application') as [[string, unknown]];
    expect(alias.UpdatePolicy?.CodeDeployLambdaAliasUpdate).toEqual({
      ApplicationName: { Ref: application },
      DeploymentGroupName: { Ref: group![0] },
    });
    const { AlarmConfiguration, DeploymentGroupName } = group![1].Properties;
    expect(DeploymentGroupName).toBe('worker');
    expect(AlarmConfiguration.Alarms.map(({ Name }: Json) => Name.Ref).sort()).toEqual(own.map(([id]) => id).sort());
    expect(own).toHaveLength(2);
    for (const [, { Properties }] of own) expect(Properties.TreatMissingData).toBe('notBreaching');
  });

  test('is judged by its tries without an answer, beside those of the others, and by what crashes', () => {
    const [[, unanswered]] = own.filter(([id]) => id.includes('Unanswered')) as [(typeof own)[number]];
    const metric = (id: string): Json =>
      unanswered.Properties.Metrics.find((one: Json) => one.Id === id).MetricStat.Metric;
    const Version = { Name: 'Version', Value: alias.Properties.FunctionVersion };
    for (const [id, name] of [
      ['released', 'JobTries'],
      ['releasedCount', 'JobUnanswered'],
    ] as const) {
      expect(metric(id).MetricName).toBe(name);
      expect(metric(id).Dimensions).toContainEqual(Version);
    }
    for (const id of ['all', 'count']) expect(metric(id).Dimensions).not.toContainEqual(Version);
    expect(unanswered.Properties.Threshold).toBe(0.1);
    const [[, crashes]] = own.filter(([id]) => id.includes('Crashes')) as [(typeof own)[number]];
    expect(crashes.Properties.Dimensions).toContainEqual({
      Name: 'ExecutedVersion',
      Value: alias.Properties.FunctionVersion,
    });
  });

  test('may be moved by a role of its own, which may move nothing else', () => {
    const [, policy] = of('AWS::IAM::Policy').find(([id]) => id.startsWith('WorkerReleaseRole'))!;
    const [move] = policy.Properties.PolicyDocument.Statement;
    expect(move.Action).toContain('lambda:UpdateAlias');
    expect(move.Resource).toHaveLength(2);
    for (const resource of move.Resource) expect(JSON.stringify(resource)).toContain(alias.Properties.FunctionName.Ref);
  });

  test('changes at once where the fleet says so', () => {
    const account = { account: '111122223333', regions: ['eu-west-1', 'eu-central-1', 'eu-west-3'] };
    const at = JSON.stringify(
      fleetOf({ aws: { ...account, rollout: 'all-at-once' } }).templates.get('Assistant-eu-west-1'),
    );
    expect(at).not.toContain('WorkerRelease');
    expect(at).toContain('WorkerFunctionLive');
  });
});
