import { Template } from 'aws-cdk-lib/assertions';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Duration } from 'aws-cdk-lib/core';
import { Gateway } from '../../lib/aws/gateway';
import { JobQueue } from '../../lib/aws/job-queue';
import { JobWorker } from '../../lib/aws/job-worker';
import { Rung } from '../../lib/aws/rung';
import { Serving } from '../../lib/aws/serving';
import { fleetOf, foreignStack, only, resourcesOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

const REGIONS = ['eu-central-1', 'eu-west-1', 'eu-west-3'];
const { templates } = fleetOf();
const template = Template.fromJSON(templates.get('Assistant-eu-west-1'));
const functionOf = (handler: string) => only(template, 'AWS::Lambda::Function', { Handler: handler }).Properties;
const idOf = (type: string, properties: object) =>
  Object.keys(template.findResources(type, { Properties: properties }))[0];

const queueId = idOf('AWS::SQS::Queue', { QueueName: 'assistant-jobs' });
const deadLettersId = idOf('AWS::SQS::Queue', { QueueName: 'assistant-jobs-dead-letters' });
/** By its fixed name: nothing that exists only once it is deployed. */
function url(name: string) {
  return { 'Fn::Join': ['', ['https://sqs.eu-west-1.', { Ref: 'AWS::URLSuffix' }, `/111122223333/${name}`]] };
}

const PLACES = {
  UNDERSTUDY_JOBS_LEDGER: 'assistant-jobs',
  UNDERSTUDY_JOBS_QUEUE: url('assistant-jobs'),
  UNDERSTUDY_JOBS_DEAD_LETTERS: url('assistant-jobs-dead-letters'),
};

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** What the role of a function may do: each action with what it may do it to. */
function permissions(handler: string): [string, string][] {
  const role = functionOf(handler).Role['Fn::GetAtt'][0];
  const policies = resourcesOf(template, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
    Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role),
  );
  return policies
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[])
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((on): [string, string] => [action, JSON.stringify(on)])),
    );
}

const on = (handler: string, service: string) =>
  permissions(handler).filter(([action]) => action.startsWith(`${service}:`));
const queueArn = JSON.stringify({ 'Fn::GetAtt': [queueId, 'Arn'] });
const deadLettersArn = JSON.stringify({ 'Fn::GetAtt': [deadLettersId, 'Arn'] });

test.each(['index.handler', 'worker.handler', 'worker.sweep'])('%s knows where jobs are kept', (handler) => {
  expect(functionOf(handler).Environment.Variables).toMatchObject({ UNDERSTUDY_CELL: 'aws:eu-west-1', ...PLACES });
});

test('the queue feeds the worker, which reports what failed alone, and is bounded', () => {
  const { FunctionName, ...source } = only(template, 'AWS::Lambda::EventSourceMapping').Properties;
  // Through its alias, which a release moves, and not to what was deployed last.
  const worker = { Ref: idOf('AWS::Lambda::Function', { Handler: 'worker.handler' }) };
  const alias = idOf('AWS::Lambda::Alias', { FunctionName: worker, Name: 'live' });
  expect(JSON.stringify(FunctionName)).toMatch(new RegExp(`\\{"Ref":"${alias}"\\}.*":live"`));
  expect(source).toMatchObject({
    EventSourceArn: { 'Fn::GetAtt': [queueId, 'Arn'] },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BatchSize: 10,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
});

test('a message stays hidden six times as long as the worker may take, and the worker longer than an attempt', () => {
  const { Timeout } = functionOf('worker.handler');
  expect(Timeout).toBeGreaterThan(20);
  only(template, 'AWS::SQS::Queue', { QueueName: 'assistant-jobs', VisibilityTimeout: 6 * Timeout });
});

test('sweeps come each minute, one at a time, and end before the next', () => {
  const { Timeout, ReservedConcurrentExecutions } = functionOf('worker.sweep');
  expect(Timeout).toBeLessThan(60);
  expect(ReservedConcurrentExecutions).toBe(1);
  const id = idOf('AWS::Lambda::Function', { Handler: 'worker.sweep' });
  const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties);
  const own = schedules.find(({ Target }) => Target.Arn['Fn::GetAtt'][0] === id)!;
  expect(own.ScheduleExpression).toBe('rate(1 minute)');
});

describe('permissions', () => {
  test.each([
    ['index.handler', ['PutItem', 'Query']],
    ['worker.handler', ['DeleteItem', 'PutItem', 'Query']],
    ['worker.sweep', ['DeleteItem', 'PutItem', 'Query']],
  ])('%s: the ledger in every Region of the fleet, by name', (handler, actions) => {
    const granted = on(handler, 'dynamodb');
    expect([...new Set(granted.map(([action]) => action.slice('dynamodb:'.length)))].sort()).toEqual(actions);
    for (const region of REGIONS) {
      const table = granted.filter(([, resource]) =>
        resource.includes(`:dynamodb:${region}:111122223333:table/assistant-jobs"`),
      );
      expect(table).toHaveLength(actions.length);
    }
    const index = granted.filter(([, resource]) => resource.includes('/index/'));
    expect(index.every(([action, resource]) => action === 'dynamodb:Query' && resource.includes('/index/lanes"'))).toBe(
      true,
    );
    expect(granted).toHaveLength(REGIONS.length * (actions.length + 1));
  });

  test('the gateway puts jobs into its own queue, and can take nothing from it', () => {
    expect(on('index.handler', 'sqs')).toEqual([['sqs:SendMessage', queueArn]]);
  });

  test('a sweep does the same', () => {
    expect(on('worker.sweep', 'sqs')).toEqual([['sqs:SendMessage', queueArn]]);
  });

  test('the worker takes from the queue, puts back what it defers, and writes dead letters', () => {
    const granted = on('worker.handler', 'sqs');
    expect(granted.filter(([, resource]) => resource === deadLettersArn)).toEqual([
      ['sqs:SendMessage', deadLettersArn],
    ]);
    expect(
      granted
        .filter(([, resource]) => resource === queueArn)
        .map(([action]) => action)
        .sort(),
    ).toEqual([
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
  });

  test.each(['index.handler', 'worker.handler'])(
    '%s: texts of jobs in the buckets of all cells, and nothing else of the others’',
    (handler) => {
      const others = on(handler, 's3').filter(([, resource]) =>
        REGIONS.some((region) => resource.includes(`:s3:::assistant-state-111122223333-${region}`)),
      );
      expect(others).toHaveLength(2 * REGIONS.length);
      expect(others.every(([, resource]) => resource.endsWith('/jobs/*"]]}'))).toBe(true);
    },
  );

  test('the worker calls the models that the gateway calls, and reads nobody’s keys', () => {
    const models = (handler: string) => on(handler, 'bedrock').sort();
    expect(models('worker.handler')).toEqual(models('index.handler'));
    const secrets = on('worker.handler', 'secretsmanager');
    expect(secrets).toHaveLength(1);
    expect(secrets[0][1]).toContain('understudy/llm');
  });

  test('a sweep reads no text, and calls no model', () => {
    expect([
      ...on('worker.sweep', 's3'),
      ...on('worker.sweep', 'bedrock'),
      ...on('worker.sweep', 'secretsmanager'),
    ]).toEqual([]);
  });
});

test('texts of jobs expire, and not before their jobs', () => {
  const { LifecycleConfiguration } = only(template, 'AWS::S3::Bucket').Properties;
  expect(LifecycleConfiguration.Rules).toEqual([
    expect.objectContaining({ Prefix: 'jobs/', Status: 'Enabled', ExpirationInDays: 8 }),
  ]);
});

describe('alarms', () => {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  const alarm = (metric: string, dimension: unknown) =>
    alarms.filter(
      ({ MetricName, Dimensions }) =>
        MetricName === metric && JSON.stringify(Dimensions).includes(JSON.stringify(dimension)),
    );
  const queueName = { 'Fn::GetAtt': [queueId, 'QueueName'] };

  test('of the age and the depth of what waits, and of any dead letter', () => {
    expect(alarm('ApproximateAgeOfOldestMessage', queueName)).toEqual([expect.objectContaining({ Threshold: 900 })]);
    expect(alarm('ApproximateNumberOfMessagesVisible', queueName)).toEqual([
      expect.objectContaining({ Threshold: 4500 }),
    ]);
    const dead = { 'Fn::GetAtt': [deadLettersId, 'QueueName'] };
    expect(alarm('ApproximateNumberOfMessagesVisible', dead)).toEqual([expect.objectContaining({ Threshold: 0 })]);
  });

  test('of a sweep that fails, here; and of other cells’, where silence alarms too', () => {
    const id = { Ref: idOf('AWS::Lambda::Function', { Handler: 'worker.sweep' }) };
    expect(alarm('Errors', id)).toEqual([expect.objectContaining({ Namespace: 'AWS/Lambda', Threshold: 0 })]);
    expect(alarm('SweepsOverdue', id)).toEqual([
      expect.objectContaining({ Namespace: 'Understudy', Threshold: 0, TreatMissingData: 'breaching' }),
    ]);
  });
});

test('a gateway that takes no jobs has nothing to work off', () => {
  const stack = foreignStack();
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0', zoneName: 'example.com' });
  const ladder = [Rung.deterministic({ name: 'script', responses: 'responses' })];
  const serving = Serving.of({ service: 'assistant', ladder, routes: [{ name: 'chat' }] });
  const gateway = new Gateway(stack, 'Gateway', { serving, zone, domain: 'ai.example.com' });
  const queue = new JobQueue(stack, 'Jobs', { longestAttempt: Duration.seconds(60) });
  expect(() => new JobWorker(stack, 'Worker', { gateway, queue, ledgerTableName: 'jobs' })).toThrow(
    'no-jobs-to-work-off',
  );
});

test('a cell outside the Regions that keep the table uses it there, and the table has no replica of its', () => {
  const grown = fleetOf({
    aws: { account: '111122223333', regions: [...REGIONS, 'eu-north-1'] },
    jobs: { consistency: 'strong', regions: REGIONS },
  });
  const cell = Template.fromJSON(grown.templates.get('Assistant-eu-north-1'));
  const granted = JSON.stringify(cell.findResources('AWS::IAM::Policy'));
  for (const region of REGIONS) expect(granted).toContain(`:dynamodb:${region}:`);
  expect(granted).not.toContain(':dynamodb:eu-north-1:');
  const shared = Template.fromJSON(grown.templates.get('Assistant-SharedData'));
  const { Replicas, MultiRegionConsistency } = only(shared, 'AWS::DynamoDB::GlobalTable').Properties;
  expect(Replicas.map(({ Region }: { Region: string }) => Region).sort()).toEqual(REGIONS);
  expect(MultiRegionConsistency).toBe('STRONG');
});
