import { Reference, Unknown } from '../../../lib/estate/value';
import { healthChecksOf } from '../../../lib/estate/views/health-checks';
import { recordsOf } from '../../../lib/estate/views/records';
import { estateOf, estateOfResources } from '../assembly-fixture';

const ref = (name: string) => ({ Ref: name });

function recordOf(properties: object) {
  const [found] = recordsOf(
    estateOfResources({
      R: { Type: 'AWS::Route53::RecordSet', Properties: { HostedZoneId: 'Z1', Name: 'a.', Type: 'A', ...properties } },
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: {} },
      Check: { Type: 'AWS::Route53::HealthCheck', Properties: {} },
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {} },
    }),
  );
  if (found === undefined) throw new Error('no record');
  return found;
}

test('reads a record of values', () => {
  expect(recordOf({ Name: 'A.Example.Com.', TTL: '60', ResourceRecords: ['192.0.2.1'] })).toMatchObject({
    id: 'Stack/R',
    zone: 'Z1',
    name: 'a.example.com',
    type: 'A',
    routing: { kind: 'simple' },
    values: ['192.0.2.1'],
    ttlSeconds: 60,
  });
});

test.each<[object, object]>([
  [
    { Failover: 'SECONDARY', SetIdentifier: 's' },
    { kind: 'failover', role: 'SECONDARY' },
  ],
  [{ Region: { Ref: 'AWS::Region' } }, { kind: 'latency', region: 'eu-west-1' }],
  [{ Weight: 0 }, { kind: 'weighted', weight: 0 }],
  [{ GeoLocation: { CountryCode: '*' } }, { kind: 'geolocation', place: { country: '*' } }],
  [{ GeoProximityLocation: {} }, { kind: 'geoproximity' }],
  [{ CidrRoutingConfig: {} }, { kind: 'ip-based' }],
  [{ MultiValueAnswer: true }, { kind: 'multivalue' }],
  [{}, { kind: 'simple' }],
])('the routing of %j is %j', (properties, routing) => {
  expect(recordOf(properties).routing).toEqual(routing);
});

test('a role that is neither is unknown', () => {
  expect(recordOf({ Failover: 'TERTIARY' }).routing).toMatchObject({ role: expect.any(Unknown) });
});

test.each<[string, unknown, unknown]>([
  ['a name', 'Best.Example.com.', 'best.example.com'],
  ['an attribute', { 'Fn::GetAtt': ['Balancer', 'DNSName'] }, new Reference('Stack/Balancer', 'DNSName')],
  [
    'a text around an attribute',
    { 'Fn::Join': ['', ['dualstack.', { 'Fn::GetAtt': ['Balancer', 'DNSName'] }]] },
    new Reference('Stack/Balancer', 'DNSName'),
  ],
])('an alias leads to %s', (_, DNSName, target) => {
  const { alias, values } = recordOf({ AliasTarget: { DNSName, HostedZoneId: 'Z2', EvaluateTargetHealth: 'true' } });
  expect(alias).toEqual({ target, zone: 'Z2', evaluateTargetHealth: true });
  expect(values).toBeUndefined();
});

test('an alias does not evaluate its target by default', () => {
  expect(recordOf({ AliasTarget: { DNSName: 'b' } }).alias?.evaluateTargetHealth).toBe(false);
});

test('a choice that is not decided is no alias of what one branch holds', () => {
  const [record] = recordsOf(
    estateOf({
      Parameters: { P: { Type: 'String' } },
      Conditions: { C: { 'Fn::Equals': [ref('P'), 'x'] } },
      Resources: {
        Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
        R: {
          Type: 'AWS::Route53::RecordSet',
          Properties: {
            AliasTarget: { DNSName: { 'Fn::If': ['C', { 'Fn::GetAtt': ['Balancer', 'DNSName'] }, 'elsewhere'] } },
          },
        },
      },
    }),
  );
  expect(record?.alias?.target).toBeInstanceOf(Unknown);
});

test.each<[object, unknown]>([
  [{ HostedZoneId: ref('Zone') }, 'Stack/Zone'],
  [{ HostedZoneId: undefined, HostedZoneName: 'Example.com.' }, 'example.com'],
])('the zone of %j is %s', (properties, zone) => {
  expect(recordOf(properties).zone).toBe(zone);
});

test.each<[unknown, unknown]>([
  [ref('Check'), new Reference('Stack/Check', 'Ref')],
  [{ 'Fn::GetAtt': ['Check', 'HealthCheckId'] }, new Reference('Stack/Check', 'HealthCheckId')],
  ['0fa1', '0fa1'],
])('the health check %j is %j', (HealthCheckId, expected) => {
  expect(recordOf({ HealthCheckId }).healthCheck).toEqual(expected);
});

test('reads the members of a group, each with an id of its own', () => {
  const records = recordsOf(
    estateOfResources({
      G: {
        Type: 'AWS::Route53::RecordSetGroup',
        Properties: { HostedZoneId: 'Z1', RecordSets: [{ Name: 'a', Type: 'A' }, { Name: 'b', Type: 'A' }, 'c'] },
      },
    }),
  );
  expect(records.map(({ id, zone, name }) => [id, zone, name])).toEqual([
    ['Stack/G#0', 'Z1', 'a'],
    ['Stack/G#1', 'Z1', 'b'],
    ['Stack/G#2', 'Z1', expect.any(Unknown)],
  ]);
});

function checkOf(config: unknown) {
  const [found] = healthChecksOf(
    estateOfResources({
      Check: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: config } },
      Child: { Type: 'AWS::Route53::HealthCheck', Properties: {} },
    }),
  );
  return found;
}

test("reads a check with Route 53's defaults", () => {
  expect(checkOf({ Type: 'HTTPS', FullyQualifiedDomainName: 'a.example.com' })).toMatchObject({
    type: 'HTTPS',
    host: 'a.example.com',
    port: 443,
    path: '/',
    intervalSeconds: 30,
    failureThreshold: 3,
    inverted: false,
    regions: [],
    children: [],
  });
  expect(checkOf({ Type: 'HTTP', IPAddress: '192.0.2.1' })).toMatchObject({ port: 80, address: '192.0.2.1' });
});

test('reads all that a check may say', () => {
  const config = {
    Type: 'HTTPS_STR_MATCH',
    FullyQualifiedDomainName: 'a',
    Port: 8443,
    ResourcePath: '/switch',
    SearchString: 'gone',
    RequestInterval: 10,
    FailureThreshold: 1,
    Inverted: true,
    Regions: ['us-east-1', 'us-west-2', 'eu-west-1'],
  };
  expect(checkOf(config)).toMatchObject({
    port: 8443,
    path: '/switch',
    searchString: 'gone',
    intervalSeconds: 10,
    failureThreshold: 1,
    inverted: true,
    regions: ['us-east-1', 'us-west-2', 'eu-west-1'],
  });
});

test('reads a calculated check, with children of the estate and of elsewhere', () => {
  const config = { Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: [ref('Child'), '0fa1'] };
  expect(checkOf(config)).toMatchObject({
    healthThreshold: 2,
    children: [new Reference('Stack/Child', 'Ref'), '0fa1'],
  });
});

test('a check without a configuration is unknown in everything', () => {
  const found = checkOf(undefined);
  for (const key of ['type', 'port', 'path', 'inverted', 'regions', 'children'] as const) {
    expect(found?.[key]).toBeInstanceOf(Unknown);
  }
});
