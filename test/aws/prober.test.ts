import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Duration } from 'aws-cdk-lib/core';
import { CellRecords } from '../../lib/aws/cell-records';
import { Gateway } from '../../lib/aws/gateway';
import { Prober } from '../../lib/aws/prober';
import { Rung } from '../../lib/aws/rung';
import { Serving } from '../../lib/aws/serving';
import { fleetOf, foreignStack, only, resourcesOf, templateOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

const ladder = [Rung.deterministic({ name: 'script', responses: 'responses' })];
const serving = Serving.of({ service: 'assistant', ladder, routes: [{ name: 'chat' }] });

function probed() {
  const stack = foreignStack();
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0', zoneName: 'example.com' });
  const gateway = new Gateway(stack, 'Gateway', { serving, zone, domain: 'ai.example.com' });
  const prober = new Prober(stack, 'Prober', { gateway });
  const template = templateOf(stack);
  const idOf = (handler: string) =>
    resourcesOf(template, 'AWS::Lambda::Function').find(([, { Properties }]) => Properties.Handler === handler)![0];
  return { stack, zone, prober, template, gatewayId: idOf('index.handler'), proberId: idOf('prober.handler') };
}

type Probed = ReturnType<typeof probed>;
const functionOf = ({ template }: Probed) =>
  only(template, 'AWS::Lambda::Function', { Handler: 'prober.handler' }).Properties;

test('runs outside every network, one at a time, and no longer than its minute', () => {
  const { VpcConfig, ReservedConcurrentExecutions, Timeout } = functionOf(probed());
  expect({ VpcConfig, ReservedConcurrentExecutions, Timeout }).toEqual({
    ...{ VpcConfig: undefined, ReservedConcurrentExecutions: 1, Timeout: 60 },
  });
});

test('knows the cell by its own name, and holds no secret', () => {
  const here = probed();
  expect(functionOf(here).Environment.Variables).toEqual({
    UNDERSTUDY_CELL: 'aws:eu-west-1',
    UNDERSTUDY_STATE_BUCKET: 'assistant-state-111122223333-eu-west-1',
    UNDERSTUDY_OWN_NAME: 'eu-west-1.aws.ai.example.com',
    UNDERSTUDY_GATEWAY_FUNCTION: { Ref: expect.stringMatching(/^GatewayFunctionLive/) },
  });
});

test('is called each minute, at once or not at all', () => {
  const { template, proberId } = probed();
  const { ScheduleExpression, FlexibleTimeWindow, Target } = only(template, 'AWS::Scheduler::Schedule', {}).Properties;
  expect({ ScheduleExpression, FlexibleTimeWindow }).toEqual({
    ScheduleExpression: 'rate(1 minute)',
    FlexibleTimeWindow: { Mode: 'OFF' },
  });
  expect(Target.Arn).toEqual({ 'Fn::GetAtt': [proberId, 'Arn'] });
  expect(JSON.parse(Target.Input)).toEqual({ periodSeconds: 60 });
  expect(Target.RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  only(template, 'AWS::Lambda::EventInvokeConfig', { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
});

test('may read and write its cell’s state, say its key, and call the gateway: nothing else', () => {
  const { template, proberId } = probed();
  const role = only(template, 'AWS::Lambda::Function', { Handler: 'prober.handler' }).Properties.Role['Fn::GetAtt'][0];
  const [[, policy]] = resourcesOf(template, 'AWS::IAM::Policy').filter(
    ([, { Properties }]) => Properties.Roles[0].Ref === role,
  );
  const statements: readonly { readonly Action: string | string[]; readonly Resource: unknown }[] =
    policy.Properties.PolicyDocument.Statement;
  const granted = statements.map(({ Action, Resource }) => [[Action].flat().join(' '), JSON.stringify(Resource)]);
  expect(granted.map(([actions]) => actions)).toEqual([
    'logs:CreateLogStream logs:PutLogEvents',
    's3:GetObject s3:PutObject',
    's3:PutObject',
    's3:ListBucket',
    'lambda:InvokeFunction',
  ]);
  expect(granted[1][1]).toContain('/health/aws:eu-west-1.json');
  expect(granted[2][1]).toContain('/keys/prober.json');
  const [[alias]] = resourcesOf(template, 'AWS::Lambda::Alias').filter(([id]) => id.includes('Live'));
  expect(granted[4][1]).toBe(JSON.stringify({ Ref: alias }));
  // The schedule's own role: this one function, for this account's schedules alone.
  const { AssumeRolePolicyDocument } = only(template, 'AWS::IAM::Role', {
    Description: 'calls one function each minute',
  }).Properties;
  expect(AssumeRolePolicyDocument.Statement).toEqual([
    expect.objectContaining({
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    }),
  ]);
  const calls = resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
    Properties.PolicyDocument.Statement.filter(({ Action }: { Action: unknown }) => Action === 'lambda:InvokeFunction'),
  );
  expect(calls.map(({ Resource }: { Resource: unknown }) => Resource)).toContainEqual({
    'Fn::GetAtt': [proberId, 'Arn'],
  });
});

test('the gateway may read what the prober says of its key, and never write it', () => {
  const { template } = probed();
  const statements = resourcesOf(template, 'AWS::IAM::Policy').flatMap(
    ([, { Properties }]) => Properties.PolicyDocument.Statement,
  );
  const mentioning = statements.filter((statement) => JSON.stringify(statement).includes('/keys/prober.json'));
  expect(mentioning.map(({ Action }) => Action).sort()).toEqual(['s3:GetObject', 's3:PutObject']);
});

describe('its alarms', () => {
  test('a prober that is gone writes nothing: what is missing breaches, once the state is stale', () => {
    const { template, proberId } = probed();
    only(template, 'AWS::CloudWatch::Alarm', {
      MetricName: 'Probes',
      Namespace: 'Understudy',
      Dimensions: [
        { Name: 'Cell', Value: 'aws:eu-west-1' },
        { Name: 'Function', Value: { Ref: proberId } },
      ],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  test('quality is one metric of standard resolution without M-of-N, and no data is no alarm', () => {
    const { Properties } = only(probed().template, 'AWS::CloudWatch::Alarm', { MetricName: 'Preferred' });
    expect(Properties).toMatchObject({ Period: 60, EvaluationPeriods: 3, Threshold: 0.5, TreatMissingData: 'missing' });
    // Route 53 takes neither.
    expect(Properties).not.toHaveProperty('Metrics');
    expect(Properties).not.toHaveProperty('DatapointsToAlarm');
  });

  test('each says what to do', () => {
    const all = resourcesOf(probed().template, 'AWS::CloudWatch::Alarm').filter(([id]) => id.startsWith('Prober'));
    expect(all).toHaveLength(2);
    for (const [, { Properties }] of all) {
      expect(Properties.AlarmDescription).toMatch(/aws:eu-west-1.*log of the prober/i);
    }
  });
});

describe('among the health checks', () => {
  test('the quality alarm takes a Region out of the best, and never out of any', () => {
    const template = fleetOf().templates.get('Assistant-eu-west-1');
    const checks = Object.entries<{ Type: string; Properties: { HealthCheckConfig: Record<string, unknown> } }>(
      template.Resources,
    ).filter(([, { Type }]) => Type === 'AWS::Route53::HealthCheck');
    const [[quality, { Properties }]] = checks.filter(
      ([, check]) => check.Properties.HealthCheckConfig.Type === 'CLOUDWATCH_METRIC',
    );
    expect(Properties.HealthCheckConfig).toMatchObject({
      AlarmIdentifier: { Name: { Ref: expect.stringMatching(/^ProberQuality/) }, Region: 'eu-west-1' },
      InsufficientDataHealthStatus: 'Healthy',
    });
    const counting = checks.filter(([, check]) => JSON.stringify(check).includes(`"Ref":"${quality}"`));
    expect(counting.map(([id]) => id)).toEqual([expect.stringMatching(/BestCheck/)]);
    expect(counting[0][1].Properties.HealthCheckConfig.HealthThreshold).toBe(4);
  });

  test('locality has no best, and so no quality check', () => {
    const template = JSON.stringify(fleetOf({ prefer: 'locality' }).templates.get('Assistant-eu-west-1'));
    expect(template).not.toContain('CLOUDWATCH_METRIC');
  });

  test('records without a preferred probe leave an alarm out', () => {
    const { stack, zone } = probed();
    const alarm = new Alarm(stack, 'Theirs', {
      metric: new Metric({ namespace: 'Theirs', metricName: 'Nonsense', period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 3,
    });
    const gateway = stack.node.findChild('Gateway') as Gateway;
    const common = { zone, domain: 'ai.example.com', endpoint: gateway.endpoint, serving: { path: '/health/serving' } };
    new CellRecords(stack, 'Alone', { ...common, quality: alarm });
    expect(stack.node.tryFindChild('Alone')?.node.tryFindChild('Quality')).toBeUndefined();
    new CellRecords(stack, 'Both', { ...common, quality: alarm, preferred: { path: '/health/preferred' } });
    expect(stack.node.tryFindChild('Both')?.node.tryFindChild('Quality')).toBeDefined();
  });
});
