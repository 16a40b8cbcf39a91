/** Each rule of Route 53 that the engine is to be faithful to, with the pages of its Developer Guide that say so. */
import { seededRandom } from '../../../lib/drill/random';
import { answer, possibleAnswers } from '../../../lib/drill/route53/answer';
import { Checkers, DEFAULT_CHECKER_REGIONS, HEALTHY_CHECKERS } from '../../../lib/drill/route53/checkers';
import { countryOfRegion } from '../../../lib/drill/route53/countries';
import { checkHealth, firstHealth, metricHealth } from '../../../lib/drill/route53/health';
import type { EndpointCheck, HealthCheck, Location, MetricCheck, Zone } from '../../../lib/drill/route53/model';
import { awsRegionLocation } from '../../../lib/drill/route53/places';
import { PROBE_TIMEOUTS, responsePasses } from '../../../lib/drill/route53/probe';
import { HoldingResolver } from '../../../lib/drill/route53/resolver';
import { resourceHealth } from '../../../lib/drill/route53/resource-health';
import { zonesOf } from '../../../lib/drill/route53/zones';
import { estateOfResources } from '../../estate/assembly-fixture';
import { record, type Spec, zone } from './zone-fixture';

const DUBLIN = awsRegionLocation('eu-west-1') as Location;

const CHECK: EndpointCheck = {
  ...{ kind: 'endpoint', id: 'c', protocol: 'https', host: 'a.example.com', port: 443, path: '/up' },
  ...{ intervalSeconds: 10, failureThreshold: 3, inverted: false, checkerRegions: [] },
};

/** The shares of the addresses that are answered while these checks are unhealthy. */
function shares(inZone: Zone, unhealthy: readonly string[] = [], from: Location = DUBLIN): Record<string, number> {
  const found: Record<string, number> = {};
  const isHealthy = (id: string) => !unhealthy.includes(id);
  for (const { answer: one, share } of possibleAnswers(inZone, { name: 'a', type: 'A', from }, { isHealthy })) {
    const { target } = one.record;
    const what = target.kind === 'values' ? (target.values[0] as string) : target.kind === 'name' ? target.name : '?';
    found[what] = (found[what] ?? 0) + share;
  }
  return found;
}

const weighted = (weight: number, check?: string): Omit<Spec, 'name' | 'to'> => ({
  policy: { kind: 'weighted', weight },
  ...(check === undefined ? {} : { check }),
});
const geo = (place: object, check?: string): Omit<Spec, 'name' | 'to'> => ({
  policy: { kind: 'geolocation', ...place },
  ...(check === undefined ? {} : { check }),
});
const at = (last: number) => `192.0.2.${last}`;

describe('probing', () => {
  const passing = (checkers: Checkers, good: number) => {
    for (let probed = 0; probed < 16; probed += 1) {
      const probe = checkers.next();
      if (probe === undefined) throw new Error('no probe');
      checkers.begin(probe.checker);
      checkers.finish(probe.checker, probe.at, probe.checker < good);
    }
    return checkers.healthy;
  };

  test('a check is healthy when more than 18 % of the checkers say healthy: at least 3 of 16', () => {
    expect(HEALTHY_CHECKERS).toBe(3);
    const once = () => new Checkers({ ...CHECK, failureThreshold: 1 }, 0, seededRandom(1));
    expect([3, 2].map((good) => passing(once(), good))).toEqual([true, false]);
  });

  test('the default set is 8 regions; a custom set probes from its own regions alone', () => {
    expect(DEFAULT_CHECKER_REGIONS).toHaveLength(8);
    const checkerRegions = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];
    const checkers = new Checkers({ ...CHECK, checkerRegions }, 0, seededRandom(1));
    const regions = new Set<string>();
    for (let probe = checkers.next(); probe !== undefined; probe = checkers.next()) {
      regions.add(probe.region);
      checkers.begin(probe.checker);
    }
    expect([...regions].sort()).toEqual([...checkerRegions].sort());
  });

  test('connect within 4 s, status within 2 s, body within 2 s more; TCP checks 10 s', () => {
    expect(PROBE_TIMEOUTS).toEqual({ connectSeconds: 4, responseSeconds: 2, bodySeconds: 2, tcpSeconds: 10 });
  });

  test('any 2xx or 3xx satisfies a check without a string match, so an inverted one trips on any such answer', () => {
    const body = Buffer.from('hello');
    expect([200, 204, 302, 399, 400, 503].map((status) => responsePasses(CHECK, { status, body }))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    const inverted = new Checkers({ ...CHECK, inverted: true, failureThreshold: 1 }, 0, seededRandom(1));
    expect(passing(inverted, 16)).toBe(false);
  });

  test('string match: the string lies wholly inside the first 5,120 bytes', () => {
    const matching: EndpointCheck = { ...CHECK, searchString: 'evacuate' };
    const body = (before: number) => Buffer.from(`${'x'.repeat(before)}evacuate`);
    const passes = (before: number) => responsePasses(matching, { status: 200, body: body(before) });
    expect([0, 5112, 5113].map(passes)).toEqual([true, true, false]);
    expect(responsePasses(matching, { status: 404, body: body(0) })).toBe(false);
  });

  test('a string-matched inverted check leaves what answers otherwise alone: only the string trips it', () => {
    const switchCheck: EndpointCheck = { ...CHECK, searchString: 'evacuate', inverted: true, failureThreshold: 1 };
    const state = (status: number, text: string) => {
      const good = responsePasses(switchCheck, { status, body: Buffer.from(text) }) ? 16 : 0;
      return passing(new Checkers(switchCheck, 0, seededRandom(1)), good);
    };
    expect(state(200, 'evacuate')).toBe(false);
    for (const [status, text] of [
      [200, 'ok'],
      [302, ''],
      [404, 'evacuate'],
      [500, ''],
    ] as const) {
      expect([status, text, state(status, text)]).toEqual([status, text, true]);
    }
  });

  test('a new check is healthy until it has data; a new inverted check is unhealthy', () => {
    expect(firstHealth(CHECK)).toBe(true);
    expect(firstHealth({ ...CHECK, inverted: true })).toBe(false);
    expect(new Checkers(CHECK, 0, seededRandom(1)).healthy).toBe(true);
    expect(new Checkers({ ...CHECK, inverted: true }, 0, seededRandom(1)).healthy).toBe(false);
  });

  test.each(['10.0.0.1', '192.168.1.1', '127.0.0.1', '169.254.1.1', '224.0.0.1', 'fd00::1'])(
    'private, local and multicast addresses cannot be probed: %s',
    (IPAddress) => {
      const [model] = zonesOf(
        estateOfResources({
          C: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'TCP', IPAddress } } },
          A: {
            Type: 'AWS::Route53::RecordSet',
            Properties: {
              ...{ HostedZoneId: 'Z1', Name: 'a', Type: 'A', TTL: 1 },
              ...{ ResourceRecords: ['192.0.2.1'], HealthCheckId: { Ref: 'C' } },
            },
          },
        }),
      );
      expect(model?.unmodelled).toContainEqual({
        ...{ id: 'Stack/C', treatment: 'left-out', reason: `nobody can probe ${IPAddress} from outside` },
      });
    },
  );
});

describe('other kinds of check', () => {
  const calculated = (threshold: number, inverted: boolean, ...children: HealthCheck[]): HealthCheck[] => [
    { kind: 'calculated', id: 'all', children: children.map(({ id }) => id), threshold, inverted },
    ...children,
  ];
  const one: HealthCheck = { ...CHECK, id: 'one' };
  const two: HealthCheck = { ...CHECK, id: 'two' };
  const off = (inverted: boolean): HealthCheck => ({ kind: 'disabled', id: 'off', inverted });

  test.each([
    [2, false, ['one', 'two'], true],
    [2, false, ['one'], false],
    [1, false, ['one'], true],
    [0, false, [], true],
    [3, false, ['one', 'two'], false],
    [2, true, ['one'], true],
    [2, true, ['one', 'two'], false],
  ])('CALCULATED counts healthy children against the threshold %d (inverted: %s) with %j healthy: %s', (...row) => {
    const [threshold, inverted, healthy, expected] = row;
    expect(checkHealth(calculated(threshold, inverted, one, two), 'all', (id) => healthy.includes(id))).toBe(expected);
  });

  test('a disabled child counts as healthy; disabled and inverted as unhealthy', () => {
    expect(checkHealth(calculated(2, false, one, off(false)), 'all', () => true)).toBe(true);
    expect(checkHealth(calculated(2, false, one, off(true)), 'all', () => true)).toBe(false);
    expect([false, true].map((inverted) => checkHealth([off(inverted)], 'off', () => false))).toEqual([true, false]);
  });

  const metric = (insufficientData: MetricCheck['insufficientData'], inverted = false): MetricCheck => ({
    ...{ kind: 'metric', id: 'm', alarm: 'quality', region: 'eu-west-1', insufficientData, inverted },
  });

  test('CLOUDWATCH_METRIC with insufficient data is Healthy, Unhealthy or the last known state', () => {
    expect(metricHealth(metric('healthy'), 'insufficient', false)).toBe(true);
    expect(metricHealth(metric('unhealthy'), 'insufficient', true)).toBe(false);
    expect([true, false].map((last) => metricHealth(metric('last-known'), 'insufficient', last))).toEqual([
      true,
      false,
    ]);
    expect(firstHealth(metric('last-known'))).toBe(true);
    expect(firstHealth(metric('unhealthy'))).toBe(false);
  });

  test('CLOUDWATCH_METRIC goes by the data, inversion last', () => {
    expect((['ok', 'alarm'] as const).map((data) => metricHealth(metric('healthy'), data))).toEqual([true, false]);
    expect((['ok', 'alarm'] as const).map((data) => metricHealth(metric('healthy', true), data))).toEqual([
      false,
      true,
    ]);
    expect(metricHealth(metric('healthy', true), 'insufficient')).toBe(false);
  });

  test('RECOVERY_CONTROL follows a routing control, and a new one is off', () => {
    const control: HealthCheck = { kind: 'routing-control', id: 'rc', control: 'arn', inverted: false };
    expect(firstHealth(control)).toBe(false);
    expect([true, false].map((on) => checkHealth([control], 'rc', () => on))).toEqual([true, false]);
  });

  test('metric checks, routing controls and disabled checks are read from templates', () => {
    const check = (config: object) => ({
      ...{ Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: config } },
    });
    const named = (name: string, HealthCheckId: string) => ({
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        ...{ HostedZoneId: 'Z1', Name: name, Type: 'A', TTL: 1, ResourceRecords: ['192.0.2.1'] },
        HealthCheckId: { Ref: HealthCheckId },
      },
    });
    const [model] = zonesOf(
      estateOfResources({
        A: named('a', 'M'),
        B: named('b', 'R'),
        M: check({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: { Ref: 'Alarm' }, Region: 'eu-west-1' } }),
        R: check({ Type: 'RECOVERY_CONTROL', RoutingControlArn: 'arn:aws:route53-recovery-control::1:x' }),
        Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
      }),
    );
    expect(model?.unmodelled).toEqual([]);
    expect(model?.checks).toEqual([
      {
        ...{ kind: 'metric', id: 'Stack/M', alarm: 'Stack/Alarm', region: 'eu-west-1' },
        ...{ insufficientData: 'last-known', inverted: false },
      },
      { kind: 'routing-control', id: 'Stack/R', control: 'arn:aws:route53-recovery-control::1:x', inverted: false },
    ]);
  });
});

describe('which record answers', () => {
  test('a record with no health check is always healthy', () => {
    const set = zone({ name: 'a', to: at(1), ...weighted(1, 'x') }, { name: 'a', to: at(2), ...weighted(1) });
    expect(shares(set, ['x'])).toEqual({ [at(2)]: 1 });
  });

  test('all unhealthy: all are treated as healthy, then the policy applies', () => {
    const set = zone({ name: 'a', to: at(1), ...weighted(3, 'x') }, { name: 'a', to: at(2), ...weighted(1, 'y') });
    expect(shares(set, ['x', 'y'])).toEqual({ [at(1)]: 0.75, [at(2)]: 0.25 });
    expect(answer(set, { name: 'a', type: 'A', from: DUBLIN }, () => false)?.failedOpen).toBe(true);
  });

  test('weighted: only non-zero weights; if all of those are unhealthy, the zero-weight records', () => {
    const set = zone(
      { name: 'a', to: at(1), ...weighted(1, 'x') },
      { name: 'a', to: at(2), ...weighted(3, 'y') },
      { name: 'a', to: at(3), ...weighted(0, 'z') },
    );
    expect(shares(set)).toEqual({ [at(1)]: 0.25, [at(2)]: 0.75 });
    expect(shares(set, ['y'])).toEqual({ [at(1)]: 1 });
    expect(shares(set, ['x', 'y'])).toEqual({ [at(3)]: 1 });
    expect(shares(set, ['x', 'y', 'z'])).toEqual({ [at(1)]: 0.25, [at(2)]: 0.75 });
  });

  test('weighted: all weights zero give equal shares', () => {
    const set = zone({ name: 'a', to: at(1), ...weighted(0, 'x') }, { name: 'a', to: at(2), ...weighted(0, 'y') });
    expect(shares(set)).toEqual({ [at(1)]: 0.5, [at(2)]: 0.5 });
    expect(shares(set, ['x'])).toEqual({ [at(2)]: 1 });
  });

  test('weighted: chance decides, by the weights', () => {
    const set = zone({ name: 'a', to: at(1), ...weighted(3) }, { name: 'a', to: at(2), ...weighted(1) });
    const random = seededRandom(7);
    const first = Array.from({ length: 4000 }, () =>
      answer(set, { name: 'a', type: 'A', from: DUBLIN }, () => true, random),
    ).filter((one) => one?.record === set.records[0]);
    expect(first.length / 4000).toBeCloseTo(0.75, 1);
  });

  test('failover: both unhealthy gives the primary', () => {
    const pair = zone(
      { name: 'a', to: at(1), failover: 'PRIMARY', check: 'p' },
      { name: 'a', to: at(2), failover: 'SECONDARY', check: 's' },
    );
    expect(shares(pair, ['p', 's'])).toEqual({ [at(1)]: 1 });
  });

  test('failover: a secondary with no check is always used when the primary is down, even when it is dead', () => {
    const pair = zone(
      { name: 'a', to: at(1), failover: 'PRIMARY', check: 'p' },
      { name: 'a', to: at(2), failover: 'SECONDARY' },
    );
    expect(shares(pair, ['p'])).toEqual({ [at(2)]: 1 });
  });

  test('multivalue: up to 8 healthy; all unhealthy, up to 8 unhealthy', () => {
    const set = zone(
      ...Array.from({ length: 10 }, (_, index): Spec => {
        return { name: 'a', to: at(index), policy: { kind: 'multivalue' }, check: `c${index}` };
      }),
    );
    const ask = (unhealthy: (id: string) => boolean) =>
      answer(set, { name: 'a', type: 'A', from: DUBLIN }, (id) => !unhealthy(id), seededRandom(3));
    const healthy = ask((id) => id === 'c4');
    expect(healthy?.records).toHaveLength(8);
    expect(new Set(healthy?.records.map(({ id }) => id)).size).toBe(8);
    expect(healthy?.records.some(({ healthCheckId }) => healthCheckId === 'c4')).toBe(false);
    expect(ask((id) => id !== 'c4')?.records.map(({ healthCheckId }) => healthCheckId)).toEqual(['c4']);
    expect(ask(() => true)?.records).toHaveLength(8);
  });

  const germany: Location = { ...DUBLIN, ...countryOfRegion('eu-central-1') };
  const geography = (withDefault: boolean) =>
    zone(
      { name: 'a', to: at(1), ...geo({ country: 'DE' }, 'de') },
      { name: 'a', to: at(2), ...geo({ continent: 'EU' }, 'eu') },
      ...(withDefault ? [{ name: 'a', to: at(3), ...geo({ country: '*' }, 'all') }] : []),
    );

  test('geolocation: the smallest place that is healthy, then larger ones; none healthy, the smallest', () => {
    expect(shares(geography(true), [], germany)).toEqual({ [at(1)]: 1 });
    expect(shares(geography(true), ['de'], germany)).toEqual({ [at(2)]: 1 });
    expect(shares(geography(true), ['de', 'eu'], germany)).toEqual({ [at(3)]: 1 });
    expect(shares(geography(true), ['de', 'eu', 'all'], germany)).toEqual({ [at(1)]: 1 });
  });

  test('geolocation with no default record: no answer for unmapped clients', () => {
    const japan: Location = { ...DUBLIN, ...countryOfRegion('ap-northeast-1') };
    expect(shares(geography(false), [], japan)).toEqual({});
    expect(answer(geography(false), { name: 'a', type: 'A', from: japan }, () => true)).toBeUndefined();
    expect(shares(geography(true), [], japan)).toEqual({ [at(3)]: 1 });
  });

  test("latency scores AWS Regions only: another cloud's endpoint is scored as the Region that its record names", () => {
    const set = zone(
      { name: 'a', to: 'resource:google', latency: 'eu-west-1' },
      { name: 'a', to: 'resource:aws', latency: 'eu-central-1' },
    );
    const found = answer(set, { name: 'a', type: 'A', from: DUBLIN }, () => true);
    expect(found?.record.id).toBe('a>resource:google');
  });

  const nested = (to: string, ...leaves: Omit<Spec, 'name'>[]) =>
    zone(
      { name: 'a', to, failover: 'PRIMARY' },
      { name: 'a', to: at(9), failover: 'SECONDARY' },
      ...leaves.map((leaf) => ({ ...leaf, name: 'branch' })),
    );

  test('nested alias with EvaluateTargetHealth: healthy if one child is; otherwise it backs out to the next branch', () => {
    const tree = nested('branch', { to: at(1), ...weighted(1, 'x') }, { to: at(2), ...weighted(1, 'y') });
    expect(shares(tree, ['x'])).toEqual({ [at(2)]: 1 });
    expect(shares(tree, ['x', 'y'])).toEqual({ [at(9)]: 1 });
  });

  test('EvaluateTargetHealth false traps traffic in a dead branch', () => {
    expect(shares(nested('!branch', { to: at(1), check: 'x' }), ['x'])).toEqual({ [at(1)]: 1 });
  });

  test('a health check and EvaluateTargetHealth on one alias must both pass', () => {
    const tree = zone(
      { name: 'a', to: 'branch', failover: 'PRIMARY', check: 'own' },
      { name: 'a', to: at(9), failover: 'SECONDARY' },
      { name: 'branch', to: at(1), check: 'x' },
    );
    expect(shares(tree)).toEqual({ [at(1)]: 1 });
    expect(shares(tree, ['own'])).toEqual({ [at(9)]: 1 });
    expect(shares(tree, ['x'])).toEqual({ [at(9)]: 1 });
  });

  test('one unchecked leaf makes its whole branch healthy', () => {
    const tree = nested('branch', { to: at(1), ...weighted(1, 'x') }, { to: at(2), ...weighted(1) });
    expect(shares(tree, ['x'])).toEqual({ [at(2)]: 1 });
  });

  test('an alias of nothing is refused at creation, and so left out', () => {
    const [model] = zonesOf(
      estateOfResources({
        A: {
          Type: 'AWS::Route53::RecordSet',
          Properties: {
            ...{ HostedZoneId: 'Z1', Name: 'a.example.com', Type: 'A' },
            AliasTarget: { DNSName: 'b.example.com', HostedZoneId: 'Z2', EvaluateTargetHealth: true },
          },
        },
      }),
    );
    expect(model?.records).toEqual([]);
  });

  test('a CNAME goes on at its name, by the shortest TTL on the way', () => {
    const name = (to: string, ttlSeconds: number) => ({ kind: 'name', name: to, ttlSeconds }) as const;
    const chain: Zone = {
      checks: [],
      records: [
        { ...record({ name: 'a', to: at(1) }), id: '1', type: 'CNAME', target: name('b', 20) },
        record({ name: 'b', to: at(2) }),
        { ...record({ name: 'c', to: at(1) }), id: '2', type: 'CNAME', target: name('elsewhere.example', 300) },
      ],
    };
    const ask = (from: string) => answer(chain, { name: from, type: 'A', from: DUBLIN }, () => true);
    expect(ask('a')).toMatchObject({ ttlSeconds: 20, path: ['1', 'b>192.0.2.2'] });
    expect(ask('c')?.record.target).toMatchObject({ kind: 'name', name: 'elsewhere.example' });
  });
});

describe('EvaluateTargetHealth by target', () => {
  const resource = (isResourceHealthy: boolean) => {
    const set = zone(
      { name: 'a', to: 'resource:lb', failover: 'PRIMARY' },
      { name: 'a', to: at(9), failover: 'SECONDARY' },
    );
    const known = { isHealthy: () => true, isResourceHealthy: () => isResourceHealthy };
    return possibleAnswers(set, { name: 'a', type: 'A', from: DUBLIN }, known)[0]?.answer.record.id;
  };

  test('API Gateway: fails only when the service itself is unavailable in the Region', () => {
    expect(resourceHealth({ kind: 'api-gateway', serviceAvailable: true })).toBe(true);
    expect(resourceHealth({ kind: 'api-gateway', serviceAvailable: false })).toBe(false);
    expect([true, false].map(resource)).toEqual(['a>resource:lb', 'a>192.0.2.9']);
  });

  test.each([
    [
      'a healthy target in every group',
      [
        [2, 1],
        [1, 1],
      ],
      true,
    ],
    [
      'one group of which all are unhealthy',
      [
        [2, 1],
        [2, 0],
      ],
      false,
    ],
    [
      'an empty group',
      [
        [2, 2],
        [0, 0],
      ],
      false,
    ],
  ])('ALB and NLB: %s', (_, groups, expected) => {
    const targetGroups = groups.map(([targets = 0, healthy = 0]) => ({ targets, healthy }));
    expect(resourceHealth({ kind: 'load-balancer', groups: targetGroups })).toBe(expected);
  });
});

describe('TTL', () => {
  test("an alias takes its target's TTL, an AWS resource's is 60 s", () => {
    const set = zone({ name: 'a', to: 'b' }, { name: 'b', to: at(1) }, { name: 'c', to: 'resource:lb' });
    const ttl = (name: string) => answer(set, { name, type: 'A', from: DUBLIN }, () => true)?.ttlSeconds;
    expect(['a', 'c'].map(ttl)).toEqual([30, 60]);
  });

  test('a resolver holds an answer for its TTL, and one that holds longer for its own time', () => {
    let now = 0;
    let asked = 0;
    const ask = () => ({ value: ++asked, ttlSeconds: 60 });
    const [plain, stubborn] = [new HoldingResolver(ask, () => now), new HoldingResolver(ask, () => now, 300)];
    const seen = (resolver: HoldingResolver<number>, ...times: number[]) =>
      times.map((time) => {
        now = time;
        return resolver.value();
      });
    expect(seen(plain, 0, 59, 60)).toEqual([1, 1, 2]);
    expect(seen(stubborn, 0, 299, 300)).toEqual([3, 3, 4]);
  });
});
