import { Match, Template } from 'aws-cdk-lib/assertions';
import { DASHBOARD_TITLES } from '../../lib/contract/dashboard';
import { GATEWAY_METRICS } from '../../lib/contract/metrics';
import { RUNBOOK_SECTIONS } from '../../lib/contract/runbook';
import { declaration, fleetOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => require('./prebuilt-gateway'));

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: what CloudFormation writes
  readonly Properties: any;
}

interface Stat {
  readonly Period: number;
  readonly Stat: string;
  readonly Metric: { readonly MetricName: string };
}

const { templates } = fleetOf({
  alarms: { topic: 'platform-alarms', runbook: 'https://wiki.example.com/runbook' },
  objectives: { availability: 99.5, recovery: '300s' },
});
const cell = templates.get('Assistant-eu-west-1');
const of = (...types: string[]) =>
  Object.entries<Resource>(cell.Resources).filter(([, { Type }]) => types.includes(Type));
const alarms = of('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm');
const alarm = (id: string): Resource['Properties'] => {
  const found = alarms.filter(([name]) => name.startsWith(`Alarms${id}`));
  expect(found).toHaveLength(1);
  return found[0]?.[1].Properties;
};

/** Whether it is told of that an alarm begins and ends. */
const tells = ([, { Properties }]: (typeof alarms)[number]) =>
  Properties.AlarmActions?.length === 1 &&
  JSON.stringify(Properties.AlarmActions) === JSON.stringify(Properties.OKActions);

test('every alarm of a cell tells the topic of the team, but for the parts of others', () => {
  const silent = alarms.filter((one) => !tells(one)).map(([, { Properties }]) => Properties.AlarmDescription);
  expect(silent).toHaveLength(4);
  for (const description of silent) expect(description).toMatch(/^A part of the alarm on the (fast|slow) burning/);
  const actions = alarms.filter(tells).map(([, { Properties }]) => JSON.stringify(Properties.AlarmActions));
  expect(new Set(actions).size).toBe(1);
  expect(actions[0]).toContain(':sns:eu-west-1:111122223333:platform-alarms');
  expect(of('AWS::SNS::Topic')).toEqual([]);
});

test('without one there is a topic of the cell, which takes nothing without TLS', () => {
  const own = Template.fromJSON(fleetOf().templates.get('Assistant-eu-west-1'));
  own.hasResourceProperties('AWS::SNS::Topic', { TopicName: 'assistant-alarms' });
  own.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('each alarm of ours says what to do, and links a section that the runbook has', () => {
  const anchors = Object.values(RUNBOOK_SECTIONS) as string[];
  const own = alarms.filter(([id]) => id.startsWith('Alarms') && !/^AlarmsBurn(Fast|Slow)\d/.test(id));
  expect(own.length).toBeGreaterThan(12);
  for (const [, { Properties }] of own) {
    const [, anchor = ''] =
      /See https:\/\/wiki\.example\.com\/runbook#([a-z-]+)\.$/.exec(Properties.AlarmDescription) ?? [];
    expect(anchors).toContain(anchor);
  }
});

test('the error budget of the objectives burns in two windows at once', () => {
  const fast = alarm('BurnFast60m');
  expect(fast.Threshold).toBeCloseTo(14.4 * 0.005, 9);
  expect(alarm('BurnFast5m').Threshold).toBe(fast.Threshold);
  expect(alarm('BurnSlow360m').Threshold).toBeCloseTo(6 * 0.005, 9);
  const periods = (id: string) =>
    alarm(id).Metrics.flatMap((one: { MetricStat?: { Period: number } }) => one.MetricStat?.Period ?? []);
  expect(periods('BurnFast60m')).toEqual([3600, 3600]);
  expect(periods('BurnSlow30m')).toEqual([1800, 1800]);
  const composites = of('AWS::CloudWatch::CompositeAlarm').map(([, { Properties }]) =>
    JSON.stringify(Properties.AlarmRule),
  );
  expect(composites).toHaveLength(2);
  for (const rule of composites) expect(rule).toMatch(/ALARM.* AND .*ALARM/);
});

test('each route burns by itself too, of several: by its own requests, and it says which it is', () => {
  for (const route of ['chat', 'extract']) {
    for (const [id, rate, window] of [
      ['Fast', 14.4, 300],
      ['Slow', 6, 1800],
    ] as const) {
      const { AlarmDescription, Threshold, EvaluationPeriods, DatapointsToAlarm, Metrics } = alarm(
        `RouteBurn${id}${route}`,
      );
      expect(AlarmDescription).toContain(`Of the route ${route} alone`);
      expect(Threshold).toBeCloseTo(rate * 0.005, 9);
      // All of them in a row.
      expect([EvaluationPeriods, DatapointsToAlarm]).toEqual([3, undefined]);
      const read = Metrics.flatMap(({ Id, MetricStat }: { Id: string; MetricStat?: Stat }) =>
        MetricStat === undefined ? [] : [[Id, MetricStat.Metric.MetricName, MetricStat.Period, MetricStat.Stat]],
      );
      expect(read.sort()).toEqual([
        ['errors', 'Errors', window, 'Sum'],
        ['requests', 'Requests', window, 'Sum'],
      ]);
      for (const { MetricStat } of Metrics.filter(({ MetricStat }: { MetricStat?: Stat }) => MetricStat)) {
        expect(MetricStat.Metric.Dimensions).toContainEqual({ Name: 'Route', Value: route });
      }
    }
  }
});

test('a fleet of a hundred routes has its alarms on the dashboard, at most a hundred in a widget, and its stacks are none too large', () => {
  const routes = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`route-${at}`, { deadline: '20s' }]));
  const { Resources } = fleetOf({ routes }).templates.get('Assistant-eu-west-1');
  expect(Object.keys(Resources).length).toBeLessThan(500);
  const [dashboard] = Object.values<Resource>(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  const parts: unknown[] = dashboard?.Properties.DashboardBody['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('');
  const widgets: { type: string; properties: { alarms: string[] } }[] = JSON.parse(text).widgets;
  const shown = widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => properties.alarms.length);
  expect(Math.max(...shown)).toBeLessThanOrEqual(100);
  const told = Object.values<Resource>(Resources).filter(({ Properties }) => Properties?.AlarmActions !== undefined);
  expect(shown.reduce((sum, count) => sum + count, 0)).toBe(told.length);
  expect(told.length).toBeGreaterThan(200);
});

test('of one route alone the cell’s own alarms say all', () => {
  const [only] = Object.entries(declaration().routes);
  const one = fleetOf({ routes: Object.fromEntries([only]) }).templates.get('Assistant-eu-west-1');
  const ids = Object.keys(one.Resources);
  expect(ids.filter((id) => id.startsWith('AlarmsRouteBurn'))).toEqual([]);
  expect(ids.filter((id) => id.startsWith('AlarmsBurn')).length).toBe(6);
});

test('what may last as long as a recovery is no alarm before', () => {
  expect(alarm('BelowFloor').EvaluationPeriods).toBe(5);
  expect(alarm('Shedding').EvaluationPeriods).toBe(5);
  expect(alarm('ProbesThrottled').EvaluationPeriods).toBe(1);
});

test.each([
  ['DegradedToTier2', 0.1],
  ['DegradedToTier3', 0.01],
])('%s is a share of the answers of all tiers', (id, share) => {
  const { Metrics, Threshold } = alarm(id);
  expect(Threshold).toBe(share);
  const tiers = Metrics.flatMap((one: { MetricStat?: { Metric: { Dimensions: { Name: string; Value: string }[] } } }) =>
    (one.MetricStat?.Metric.Dimensions ?? []).filter(({ Name }) => Name === 'Tier').map(({ Value }) => Value),
  );
  expect(tiers.sort()).toEqual(['1', '2', '3']);
});

test('alarms read what the gateway measures, of that very gateway', () => {
  const { MetricName, Namespace, Dimensions } = alarm('NeedsAPerson');
  expect([Namespace, MetricName]).toEqual(['Understudy', 'Alarms']);
  expect(Dimensions).toEqual(
    expect.arrayContaining([
      { Name: 'Cell', Value: 'aws:eu-west-1' },
      { Name: 'Function', Value: { Ref: expect.stringMatching(/^GatewayFunction/) } },
    ]),
  );
});

test('whoever holds the switch of a Region watches it, and raises the alarm there', () => {
  const watchedBy = (region: string) =>
    Object.values<Resource>(templates.get(`Assistant-${region}`).Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .flatMap(({ Properties }) => Properties.Environment?.Variables?.UNDERSTUDY_WATCHED ?? []);
  expect(watchedBy('eu-central-1')).toEqual(['eu-west-1.aws.ai.example.com']);
  expect(watchedBy('eu-west-1')).toEqual(['eu-central-1.aws.ai.example.com,eu-west-3.aws.ai.example.com']);
  expect(watchedBy('eu-west-3')).toEqual([]);
  const lost = of('AWS::CloudWatch::Alarm').filter(([id]) => id.startsWith('WatchLost'));
  expect(lost).toHaveLength(2);
  for (const [, { Properties }] of lost) {
    expect(Properties).toMatchObject({
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  }
});

test('a dashboard a cell, whose name tells its Region, and one of all Regions that refers to no stack', () => {
  const dashboards = [...templates.values()].flatMap((template) =>
    Object.values<Resource>(template.Resources)
      .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
      .map(({ Properties }) => Properties.DashboardName),
  );
  expect(dashboards.sort()).toEqual([
    'assistant-eu-central-1',
    'assistant-eu-west-1',
    'assistant-eu-west-3',
    'assistant-fleet',
  ]);
  const fleet = JSON.stringify(templates.get('Assistant-FrontDoor').Resources);
  for (const region of ['eu-west-1', 'eu-west-3', 'us-east-1']) expect(fleet).toContain(`\\"region\\":\\"${region}\\"`);
  expect(fleet).not.toContain('Fn::ImportValue');
});

test('a cell’s dashboard has what the other cloud’s has, by the same names, and first words beside whole answers', () => {
  const [dashboard] = Object.values<Resource>(templates.get('Assistant-eu-west-1').Resources).filter(
    ({ Type }) => Type === 'AWS::CloudWatch::Dashboard',
  );
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  for (const title of Object.values(DASHBOARD_TITLES)) expect(body).toContain(`\\"title\\":\\"${title}\\"`);
  expect(body).toContain(`\\"${GATEWAY_METRICS.firstContent}\\"`);
});

describe('a web ACL', () => {
  const guarded = Template.fromJSON(
    fleetOf({ aws: { ...declaration().aws, webAcl: true } }).templates.get('Assistant-eu-west-1'),
  );
  const [acl] = Object.values(guarded.findResources('AWS::WAFv2::WebACL')) as Resource[];

  test('is there only where it is asked for', () => {
    expect(of('AWS::WAFv2::WebACL')).toEqual([]);
    guarded.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
  });

  test('lets what is probed pass before any rule that blocks', () => {
    const rules = [...acl.Properties.Rules].sort((a, b) => a.Priority - b.Priority);
    expect(rules[0].Action).toEqual({ Allow: {} });
    const paths = rules[0].Statement.OrStatement.Statements.map(
      ({ ByteMatchStatement }: { ByteMatchStatement: object }) => ByteMatchStatement,
    );
    expect(paths).toEqual(
      ['/health/', '/switch/'].map((SearchString) => ({
        SearchString,
        PositionalConstraint: 'STARTS_WITH',
        FieldToMatch: { UriPath: {} },
        TextTransformations: [{ Priority: 0, Type: 'NONE' }],
      })),
    );
    expect(acl.Properties.DefaultAction).toEqual({ Allow: {} });
    expect(rules.slice(1).every(({ Priority }) => Priority > rules[0].Priority)).toBe(true);
  });
});
