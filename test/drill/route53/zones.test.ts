import { zonesOf } from '../../../lib/drill/route53/zones';
import { readEstate } from '../../../lib/estate/read-estate';
import { assemblyOf, estateOf, estateOfResources, folderOf } from '../../estate/assembly-fixture';
import { cdktfOf } from '../../estate/terraform-files';

const ref = (name: string) => ({ Ref: name });
const record = (Name: string, properties: object) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { HostedZoneId: 'Z1', Name, Type: 'A', ...properties },
});
const address = (Name: string, properties: object = {}) =>
  record(Name, { TTL: 30, ResourceRecords: ['192.0.2.1'], ...properties });
const alias = (Name: string, DNSName: unknown, properties: object = {}) =>
  record(Name, { AliasTarget: { DNSName, HostedZoneId: 'Z1', EvaluateTargetHealth: true }, ...properties });
const check = (config: object) => ({ Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: config } });
const HTTPS = { Type: 'HTTPS', FullyQualifiedDomainName: 'A.example.com', ResourcePath: 'up', RequestInterval: 10 };

function zoneOf(resources: Record<string, object>) {
  const [zone, ...others] = zonesOf(estateOfResources(resources));
  expect(others).toEqual([]);
  if (zone === undefined) throw new Error('no zone');
  return zone;
}

test('models records, the checks behind them, and what those count', () => {
  const { records, checks, unmodelled } = zoneOf({
    A: address('a', { HealthCheckId: ref('Both'), Failover: 'PRIMARY', SetIdentifier: 'first' }),
    Both: check({ Type: 'CALCULATED', ChildHealthChecks: [ref('One')], HealthThreshold: 1, Inverted: true }),
    One: check(HTTPS),
    Unused: check(HTTPS),
  });
  expect(records).toEqual([
    {
      id: 'Stack/A',
      name: 'a',
      type: 'A',
      setIdentifier: 'first',
      policy: { kind: 'failover', role: 'PRIMARY' },
      target: { kind: 'values', values: ['192.0.2.1'], ttlSeconds: 30 },
      healthCheckId: 'Stack/Both',
    },
  ]);
  expect(checks).toEqual([
    { kind: 'calculated', id: 'Stack/Both', children: ['Stack/One'], threshold: 1, inverted: true },
    {
      kind: 'endpoint',
      id: 'Stack/One',
      protocol: 'https',
      host: 'a.example.com',
      port: 443,
      path: '/up',
      intervalSeconds: 10,
      failureThreshold: 3,
      inverted: false,
      checkerRegions: [],
    },
  ]);
  expect(unmodelled).toEqual([]);
});

test('a string is asked for only by the types that match one', () => {
  const config = { ...HTTPS, SearchString: 'good' };
  const searched = (Type: string) =>
    zoneOf({ A: address('a', { HealthCheckId: ref('C') }), C: check({ ...config, Type }) }).checks[0];
  expect(searched('HTTPS_STR_MATCH')).toHaveProperty('searchString', 'good');
  expect(searched('HTTP')).toMatchObject({ protocol: 'http', port: 80 });
  expect(searched('HTTP')).not.toHaveProperty('searchString');
});

describe('an alias', () => {
  test('of a name of the zone is one of its records', () => {
    const { records } = zoneOf({ A: alias('a', 'B.'), B: address('b') });
    expect(records[0]?.target).toEqual({ kind: 'alias-record', name: 'b', evaluateTargetHealth: true });
  });

  test('of a domain of an API is that resource, and nothing is assumed of it', () => {
    const { records, unmodelled } = zoneOf({
      A: alias('a', { 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] }),
      Domain: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'a' } },
    });
    expect(records[0]?.target).toEqual({
      kind: 'alias-resource',
      resource: 'Stack/Domain',
      evaluateTargetHealth: true,
    });
    expect(unmodelled).toEqual([]);
  });

  test.each([
    [{ 'Fn::GetAtt': ['Balancer', 'DNSName'] }, 'Stack/Balancer'],
    ['x.eu-west-1.elb.amazonaws.com', 'x.eu-west-1.elb.amazonaws.com'],
  ])('of the load balancer %j says that the health of its targets is assumed', (DNSName, resource) => {
    const { records, unmodelled } = zoneOf({
      A: alias('a', DNSName),
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
    });
    expect(records[0]?.target).toMatchObject({ kind: 'alias-resource', resource });
    expect(unmodelled).toEqual([
      { id: 'Stack/A', treatment: 'assumed-healthy', reason: expect.stringContaining(resource) },
    ]);
  });
});

test("an alias of somebody else's record in the same zone leads there, and says that its health is assumed", () => {
  const { records, unmodelled } = zoneOf({ A: alias('a', 'theirs.example.com') });
  expect(records[0]?.target).toMatchObject({ kind: 'alias-resource', resource: 'theirs.example.com' });
  expect(unmodelled).toEqual([
    { id: 'Stack/A', treatment: 'assumed-healthy', reason: expect.stringContaining('theirs.example.com') },
  ]);
});

const balancer = { 'Fn::GetAtt': ['Missing', 'DNSName'] };

test.each<[string, Record<string, object>, RegExp]>([
  ['a weight past 255', { A: address('a', { Weight: 256 }) }, /between 0 and 255/],
  ['geoproximity records', { A: address('a', { GeoProximityLocation: {} }) }, /geoproximity routing/],
  ['two names in a CNAME', { A: record('a', { Type: 'CNAME', TTL: 1, ResourceRecords: ['b', 'c'] }) }, /one name/],
  ['wildcards', { A: address('\\052.a') }, /wildcard/],
  ['what is no address', { A: address('a', { ResourceRecords: ['b.example.com'] }) }, /no address/],
  ['a name that is not known', { A: address('a', { Name: { 'Fn::ImportValue': 'x' } }) }, /its name is unknown/],
  ['a TTL that is not known', { A: address('a', { TTL: { 'Fn::ImportValue': 'x' } }) }, /its ttl is unknown/],
  ['a role that is not known', { A: address('a', { Failover: 'TERTIARY' }) }, /its role is unknown/],
  ['a Region that nobody can place', { A: address('a', { Region: 'xx-west-9' }) }, /nobody here knows/],
  [
    'an alias of a record whose name is not known',
    { A: alias('a', ref('B')), B: address('b', { Name: { 'Fn::ImportValue': 'x' } }) },
    /the name of the record Stack\/B is not known/,
  ],
  ['an alias that is not known', { A: alias('a', balancer) }, /alias target is unknown/],
  [
    'an alias of a name that is elsewhere',
    { A: record('a', { AliasTarget: { DNSName: 'b.example.com', HostedZoneId: 'Z2', EvaluateTargetHealth: true } }) },
    /no record of its alias's name/,
  ],
  [
    'an alias of another type',
    { A: alias('a', 'b'), B: record('b', { Type: 'TXT', TTL: 1, ResourceRecords: ['x'] }) },
    /no record of type A/,
  ],
  ['an alias of itself', { A: alias('a', 'a') }, /leads back to itself/],
  ['a check of elsewhere', { A: address('a', { HealthCheckId: '0fa1' }) }, /0fa1 is not in the model/],
  [
    'a check that is not known',
    { A: address('a', { HealthCheckId: { 'Fn::ImportValue': 'x' } }) },
    /health check is unknown/,
  ],
])('leaves out %s, and says why', (_, resources, reason) => {
  const { records, unmodelled } = zoneOf(resources);
  expect(records.map(({ id }) => id)).not.toContain('Stack/A');
  expect(unmodelled).toContainEqual({ id: 'Stack/A', treatment: 'left-out', reason: expect.stringMatching(reason) });
});

test.each<[string, object, RegExp]>([
  ['a metric that is not named', { Type: 'CLOUDWATCH_METRIC' }, /alarm is unknown/],
  ['a routing control that is not named', { Type: 'RECOVERY_CONTROL' }, /routing control is unknown/],
  ['another type', { Type: 'ICMP', IPAddress: '192.0.2.1' }, /type ICMP/],
  ['no endpoint', { Type: 'HTTPS' }, /neither a host nor an address/],
  ['an interval of its own', { ...HTTPS, RequestInterval: 20 }, /neither 10 nor 30/],
  ['a threshold past 10', { ...HTTPS, FailureThreshold: 11 }, /between 1 and 10/],
  ['a port past the last', { ...HTTPS, Port: 70_000 }, /port/],
  ['two regions', { ...HTTPS, Regions: ['us-east-1', 'eu-west-1'] }, /fewer than three/],
  ['a string that is not given', { ...HTTPS, Type: 'HTTPS_STR_MATCH' }, /matches a string/],
  ['a host that is not known', { ...HTTPS, FullyQualifiedDomainName: { 'Fn::ImportValue': 'x' } }, /host is unknown/],
  ['no threshold over its children', { Type: 'CALCULATED', ChildHealthChecks: [] }, /health threshold/],
  ['a child of elsewhere', { Type: 'CALCULATED', ChildHealthChecks: ['0fa1'], HealthThreshold: 1 }, /0fa1/],
  ['a child out of the model', { Type: 'CALCULATED', ChildHealthChecks: [ref('D')], HealthThreshold: 1 }, /Stack\/D/],
])('leaves out a check of %s together with its record, and says why', (_, config, reason) => {
  const { records, checks, unmodelled } = zoneOf({
    A: address('a', { HealthCheckId: ref('C') }),
    C: check(config),
    D: check({ Type: 'RECOVERY_CONTROL' }),
  });
  expect(records).toEqual([]);
  expect(checks).toEqual([]);
  expect(unmodelled).toEqual([
    { id: 'Stack/A', treatment: 'left-out', reason: expect.stringContaining('Stack/C is not in the model') },
    { id: 'Stack/C', treatment: 'left-out', reason: expect.stringMatching(reason) },
  ]);
});

test('leaves out a check that counts itself, by way of an export', () => {
  const [zone] = zonesOf(
    estateOf({
      Resources: {
        A: address('a', { HealthCheckId: ref('C') }),
        C: check({ Type: 'CALCULATED', ChildHealthChecks: [{ 'Fn::ImportValue': 'check' }], HealthThreshold: 1 }),
      },
      Outputs: { Check: { Value: ref('C'), Export: { Name: 'check' } } },
    }),
  );
  expect(zone?.unmodelled).toContainEqual({
    id: 'Stack/C',
    treatment: 'left-out',
    reason: expect.stringMatching(/counts itself/),
  });
});

test.each<[string, object[], RegExp]>([
  ['two primaries', [{ Failover: 'PRIMARY' }, { Failover: 'PRIMARY' }], /are PRIMARY/],
  ['one Region twice', [{ Region: 'eu-west-1' }, { Region: 'eu-west-1' }], /are eu-west-1/],
  ['two simple records', [{}, {}], /are simple/],
  ['two policies', [{ Failover: 'PRIMARY' }, { Region: 'eu-west-1' }], /different policies/],
])('leaves out a set that Route 53 refuses: %s', (_, [first = {}, second = {}], reason) => {
  const { records, unmodelled } = zoneOf({ A: address('a', first), B: address('a', second) });
  expect(records).toEqual([]);
  expect(unmodelled.map((one) => one.reason)).toEqual([expect.stringMatching(reason), expect.stringMatching(reason)]);
});

test('an alias of what was left out is left out too, through any number of steps', () => {
  const { records, unmodelled } = zoneOf({
    A: alias('a', 'b'),
    B: alias('b', 'c'),
    C: address('c', { GeoProximityLocation: {} }),
    Loop1: alias('l', 'm'),
    Loop2: alias('m', 'l'),
    Fine: address('f'),
  });
  expect(records.map(({ id }) => id)).toEqual(['Stack/Fine']);
  expect(unmodelled.map(({ id }) => id).sort()).toEqual([
    'Stack/A',
    'Stack/B',
    'Stack/C',
    'Stack/Loop1',
    'Stack/Loop2',
  ]);
});

test('makes one model for each zone, and keeps records of no known zone apart', () => {
  const zones = zonesOf(
    estateOfResources({
      A: address('a'),
      B: address('b', { HostedZoneId: 'Z2' }),
      C: address('c', { HostedZoneId: { 'Fn::ImportValue': 'x' } }),
    }),
  );
  expect(zones.map(({ id, records }) => [id, records.map(({ name }) => name)])).toEqual([
    ['Z1', ['a']],
    ['Z2', ['b']],
    ['unknown', ['c']],
  ]);
});

describe('a zone with two writers', () => {
  const GOOGLE = {
    resource: {
      google_compute_global_address: { it: {} },
      aws_route53_health_check: { off: { type: 'HTTPS', fqdn: 'a.example.com', disabled: true } },
      aws_route53_record: {
        address: { zone_id: 'Z1', name: 'google', type: 'A', ttl: 60, records: [addressOf('it', 'address')] },
        branch: {
          ...{ zone_id: 'Z1', name: 'any', type: 'A', failover_routing_policy: { type: 'SECONDARY' } },
          alias: { name: 'google', zone_id: 'Z1', evaluate_target_health: true },
        },
        link: { zone_id: 'Z1', name: 'link', type: 'A', ttl: 60, records: [addressOf('it', 'self_link')] },
        two: { zone_id: 'Z1', name: 'two', type: 'A', ttl: 60, records: ['192.0.2.1', addressOf('it', 'address')] },
        wide: { zone_id: 'Z1', name: 'wide', type: 'AAAA', ttl: 60, records: [addressOf('it', 'address')] },
        off: {
          ...{ zone_id: 'Z1', name: 'off', type: 'A', ttl: 60, records: ['192.0.2.1'] },
          health_check_id: interpolation('aws_route53_health_check.off.id'),
        },
      },
    },
  };
  const zones = () =>
    zonesOf(
      readEstate([
        folderOf(cdktfOf({ dns: GOOGLE })),
        folderOf(assemblyOf({ Resources: { Any: alias('any', 'aws', { Failover: 'PRIMARY' }), Aws: address('aws') } })),
      ]),
    );

  test('is one zone, in which the one may lead to what the other wrote', () => {
    const [{ id, records } = zoneOf({}), ...others] = zones();
    expect(others).toEqual([]);
    expect(id).toBe('Z1');
    expect(records.map((one) => [one.name, one.policy.kind, one.target.kind])).toEqual([
      ['any', 'failover', 'alias-record'],
      ['aws', 'simple', 'values'],
      ['google', 'simple', 'resource-address'],
      ['any', 'failover', 'alias-record'],
      ['off', 'simple', 'values'],
    ]);
    expect(records[2]?.target).toEqual({
      kind: 'resource-address',
      resource: 'dns/google_compute_global_address.it',
      ttlSeconds: 60,
    });
  });

  test.each([
    ['another attribute than its address', 'link', /known only after deployment/],
    ['an address beside others', 'two', /known only after deployment/],
    ['an IPv4 address of type AAAA', 'wide', /known only after deployment/],
  ])('leaves out %s, and says why', (_, name, reason) => {
    expect(zones()[0]?.unmodelled).toContainEqual({
      id: `dns/aws_route53_record.${name}`,
      treatment: 'left-out',
      reason: expect.stringMatching(reason),
    });
  });

  test('is one zone whether a record names it by its name or by the zone that the estate makes', () => {
    const [zone, ...others] = zonesOf(
      estateOfResources({
        Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'Example.com.' } },
        A: address('a', { HostedZoneId: ref('Zone') }),
        B: address('b', { HostedZoneId: undefined, HostedZoneName: 'example.com.' }),
      }),
    );
    expect(others).toEqual([]);
    expect([zone?.id, zone?.records.length]).toEqual(['Stack/Zone', 2]);
  });
});

function interpolation(reference: string): string {
  return `\${${reference}}`;
}

function addressOf(name: string, attribute: string): string {
  return interpolation(`google_compute_global_address.${name}.${attribute}`);
}
