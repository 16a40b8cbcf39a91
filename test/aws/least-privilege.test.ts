import { fleetOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

interface Statement {
  readonly Effect: string;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
}

/** Every policy statement anywhere in a value: in policies, in roles, in resource policies, wherever one may hide. */
function* statementsIn(value: unknown): Generator<Statement> {
  if (typeof value !== 'object' || value === null) return;
  if ('Effect' in value && ('Action' in value || 'NotAction' in value)) yield value as Statement;
  for (const member of Object.values(value)) yield* statementsIn(member);
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Under a job's id, which nobody knows before there is one: in the private buckets of a fleet's cells. */
const TEXTS_OF_JOBS = /:s3:::assistant-state-111122223333-[a-z0-9-]+\/jobs\/\*/;

/** What reads how alarms of the Region are, and changes none: how it names them when it asks is not documented. */
const ALARMS_OF_RELEASES = /:cloudwatch:[a-z0-9-]+:111122223333:alarm:\*/;

/** What is wrong with a statement that allows something. */
function excesses({ Effect, Action, NotAction, Resource, NotResource, Principal }: Statement): string[] {
  if (Effect !== 'Allow') return [];
  const text = (value: unknown) => JSON.stringify(value);
  return [
    ...(NotAction === undefined ? [] : ['NotAction']),
    ...(NotResource === undefined ? [] : ['NotResource']),
    ...list(Action)
      .filter((action) => text(action).includes('*'))
      .map((action) => `action ${text(action)}`),
    ...list(Resource)
      .filter((resource) => {
        const named = text(resource).replace(TEXTS_OF_JOBS, '');
        const onlyReads = text(Action) === '"cloudwatch:DescribeAlarms"';
        return (onlyReads ? named.replace(ALARMS_OF_RELEASES, '') : named).includes('*');
      })
      .map((resource) => `resource ${text(resource)}`),
    ...(text(Principal ?? '').includes('*') ? [`principal ${text(Principal)}`] : []),
  ];
}

test('the walk sees what it should refuse', () => {
  const hidden = { A: [{ B: { Effect: 'Allow', Action: ['s3:Get*'], Resource: '*', Principal: { AWS: '*' } } }] };
  expect([...statementsIn(hidden)].flatMap(excesses)).toEqual([
    'action "s3:Get*"',
    'resource "*"',
    'principal {"AWS":"*"}',
  ]);
  expect(excesses({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/jobs/*' })).toHaveLength(1);
  const alarms = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*';
  expect(excesses({ Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: alarms })).toEqual([]);
  expect(excesses({ Effect: 'Allow', Action: 'cloudwatch:PutMetricAlarm', Resource: alarms })).toHaveLength(1);
  expect(excesses({ Effect: 'Allow', NotAction: 's3:PutObject', Resource: 'arn' })).toEqual(['NotAction']);
  expect(excesses({ Effect: 'Deny', Action: 's3:*', Resource: '*' })).toEqual([]);
});

test.each([
  ['quality', {}],
  [
    'across the world, with a global profile',
    {
      frontDoorRegion: 'us-east-1',
      aws: { account: '111122223333', regions: ['us-east-1', 'ap-northeast-1', 'sa-east-1'] },
      ladder: [
        {
          tier: 1 as const,
          name: 'frontier',
          aws: { bedrock: { model: 'amazon.nova-pro-v1:0', profile: 'global' as const } },
        },
        { tier: 3 as const, name: 'script', deterministic: { responses: 'responses' } },
      ],
      routes: { chat: {} },
    },
  ],
])('no action and no resource is a wildcard: %s', (_, changes) => {
  const { templates } = fleetOf(changes);
  let seen = 0;
  for (const [name, template] of templates) {
    for (const [id, resource] of Object.entries(template.Resources)) {
      for (const statement of statementsIn(resource)) {
        seen += 1;
        expect([name, id, excesses(statement)]).toEqual([name, id, []]);
      }
    }
  }
  // Two roles, two role policies of at least two statements, a bucket's and two queues' policies in each Region.
  expect(seen).toBeGreaterThanOrEqual(3 * (2 + 2 * 2 + 3));
});

test('no function has a managed policy, each has its own statements alone', () => {
  for (const template of fleetOf().templates.values()) {
    for (const { Type, Properties } of Object.values<{ Type: string; Properties: object }>(template.Resources)) {
      if (Type === 'AWS::IAM::Role') expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  }
});
