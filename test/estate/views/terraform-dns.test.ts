// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { Reference, Unknown } from '../../../lib/estate/value';
import { healthChecksOf } from '../../../lib/estate/views/health-checks';
import { recordsOf } from '../../../lib/estate/views/records';
import { terraformEstate, terraformResources } from '../terraform-fixture';

function recordOf(record: object) {
  const [found] = recordsOf(
    terraformEstate({
      stack: {
        data: { aws_route53_zone: { looked: { name: 'Example.com.' }, up: { zone_id: 'Z2' } } },
        resource: {
          aws_route53_record: {
            r: { zone_id: 'Z1', name: 'a.example.com', type: 'A', ...record },
            other: { name: 'Other.example.com.' },
          },
          aws_route53_zone: { made: { name: 'example.com' } },
          aws_route53_health_check: { check: {} },
          google_compute_global_address: { address: {} },
          aws_lb: { balancer: {} },
        },
      },
    }),
  );
  if (found === undefined) throw new Error('no record');
  return found;
}

test('reads a record of values', () => {
  const record = { name: 'A.Example.com.', ttl: 60, records: ['192.0.2.1'], set_identifier: 's', health_check_id: 'h' };
  expect(recordOf(record)).toMatchObject({
    id: 'stack/aws_route53_record.r',
    zone: 'Z1',
    name: 'a.example.com',
    type: 'A',
    setIdentifier: 's',
    healthCheck: 'h',
    routing: { kind: 'simple' },
    values: ['192.0.2.1'],
    ttlSeconds: 60,
  });
});

test('a value, a check and a zone may be known by their resources alone', () => {
  const found = recordOf({
    zone_id: '${aws_route53_zone.made.zone_id}',
    records: ['${google_compute_global_address.address.address}'],
    health_check_id: '${aws_route53_health_check.check.id}',
  });
  expect(found.zone).toBe('stack/aws_route53_zone.made');
  expect(found.values).toEqual([new Reference('stack/google_compute_global_address.address', 'address')]);
  expect(found.healthCheck).toEqual(new Reference('stack/aws_route53_health_check.check', 'id'));
});

test.each([
  ['${data.aws_route53_zone.looked.zone_id}', 'example.com'],
  ['${data.aws_route53_zone.up.zone_id}', 'Z2'],
  ['${module.zone.id}', expect.any(Unknown)],
])('the zone %s is %j', (zone_id, zone) => {
  expect(recordOf({ zone_id }).zone).toEqual(zone);
});

test.each<[object, object]>([
  [{ failover_routing_policy: { type: 'SECONDARY' } }, { kind: 'failover', role: 'SECONDARY' }],
  [{ failover_routing_policy: [{ type: 'PRIMARY' }] }, { kind: 'failover', role: 'PRIMARY' }],
  [{ failover_routing_policy: { type: 'TERTIARY' } }, { kind: 'failover', role: expect.any(Unknown) }],
  [{ failover_routing_policy: {} }, { kind: 'failover', role: expect.any(Unknown) }],
  [{ failover_routing_policy: '${var.policy}' }, { kind: 'failover', role: expect.any(Unknown) }],
  [{ failover_routing_policy: [] }, { kind: 'simple' }],
  [{ failover_routing_policy: [{ type: 'PRIMARY' }, {}] }, { kind: 'failover', role: expect.any(Unknown) }],
  [{ dynamic: { failover_routing_policy: {} } }, { kind: 'failover', role: expect.any(Unknown) }],
  [{ latency_routing_policy: { region: 'eu-west-1' } }, { kind: 'latency', region: 'eu-west-1' }],
  [{ weighted_routing_policy: { weight: 0 } }, { kind: 'weighted', weight: 0 }],
  [{ geolocation_routing_policy: { country: 'IE' } }, { kind: 'geolocation', place: { country: 'IE' } }],
  [{ geoproximity_routing_policy: { bias: 1 } }, { kind: 'geoproximity' }],
  [{ cidr_routing_policy: { location_name: 'l' } }, { kind: 'ip-based' }],
  [{ multivalue_answer_routing_policy: true }, { kind: 'multivalue' }],
  [{ multivalue_answer_routing_policy: false }, { kind: 'simple' }],
])('%j is the routing %j', (policy, routing) => {
  expect(recordOf(policy).routing).toEqual(routing);
});

test.each<[string, unknown]>([
  ['Best.example.com.', 'best.example.com'],
  ['${aws_route53_record.other.fqdn}', 'other.example.com'],
  ['${aws_route53_record.other.name}', 'other.example.com'],
  ['${aws_lb.balancer.dns_name}', new Reference('stack/aws_lb.balancer', 'dns_name')],
  ['${module.a.name}', expect.any(Unknown)],
])('an alias leads to %s', (name, target) => {
  const { alias, values } = recordOf({ alias: { name, zone_id: 'Z2', evaluate_target_health: true } });
  expect(alias).toEqual({ target, zone: 'Z2', evaluateTargetHealth: true });
  expect(values).toBeUndefined();
});

test.each(['count', 'for_each'])('how many records %s makes is unknown, and so is their name', (key) => {
  expect(recordOf({ [key]: 2 }).name).toBeInstanceOf(Unknown);
});

function checkOf(check: object) {
  const [found] = healthChecksOf(
    terraformResources({ aws_route53_health_check: { check: { type: 'HTTPS', ...check }, other: { type: 'TCP' } } }),
  );
  if (found === undefined) throw new Error('no check');
  return found;
}

test('reads a check with the defaults of Route 53', () => {
  expect(checkOf({ fqdn: 'a.example.com' })).toMatchObject({
    type: 'HTTPS',
    host: 'a.example.com',
    port: 443,
    path: '/',
    intervalSeconds: 30,
    failureThreshold: 3,
    inverted: false,
    disabled: false,
    regions: [],
    children: [],
  });
});

test('reads all that a check says', () => {
  const declared = {
    type: 'HTTPS_STR_MATCH',
    ip_address: '192.0.2.1',
    port: 8443,
    resource_path: '/up',
    search_string: 'good',
    request_interval: '10',
    failure_threshold: 2,
    invert_healthcheck: true,
    disabled: true,
    regions: ['us-east-1', 'eu-west-1', 'sa-east-1'],
  };
  expect(checkOf(declared)).toMatchObject({
    address: '192.0.2.1',
    port: 8443,
    path: '/up',
    searchString: 'good',
    intervalSeconds: 10,
    failureThreshold: 2,
    inverted: true,
    disabled: true,
    regions: ['us-east-1', 'eu-west-1', 'sa-east-1'],
  });
});

test('a calculated check counts its children', () => {
  const child_healthchecks = ['${aws_route53_health_check.other.id}', '0fa1'];
  expect(checkOf({ type: 'CALCULATED', child_healthchecks, child_health_threshold: 1 })).toMatchObject({
    children: [new Reference('stack/aws_route53_health_check.other', 'id'), '0fa1'],
    healthThreshold: 1,
  });
});
