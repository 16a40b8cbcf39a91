import { topology } from '../google/fleets';
import { ref } from './fixture/ref';
import type { Draft } from './fixture/serving';
import { serving } from './fixture/serving';
import { Stack } from './stack/stack';
import { comparePlan } from './terraform/compare-plan';
import { expectedDns } from './terraform/expected-dns';
import { offlineCopy, STAND_IN_ADDRESS, stateOf } from './terraform/offline-copy';
import type { Plan } from './terraform/plan';
import { plannedDns } from './terraform/planned-dns';

const ZONE = 'Z0';

/** Two probes, one calculated check over them, an address that it guards, and an alias: as terraform shows a plan. */
function planned(change: (plan: Draft) => void = () => undefined): Plan {
  const probe = (region: string) => ({
    address: `aws_route53_health_check.${region}`,
    type: 'aws_route53_health_check',
    values: {
      type: 'HTTPS',
      fqdn: `${region}.google.ai.example.com`,
      port: 443,
      resource_path: '/health/serving',
      request_interval: 10,
      failure_threshold: 3,
      enable_sni: true,
    },
  });
  const plan: Draft = {
    planned_values: {
      root_module: {
        resources: [
          probe('west1'),
          probe('west4'),
          {
            address: 'aws_route53_health_check.any',
            type: 'aws_route53_health_check',
            values: { type: 'CALCULATED', child_health_threshold: 1 },
          },
          {
            address: 'aws_route53_record.any-google',
            type: 'aws_route53_record',
            values: {
              name: 'any.google.ai.example.com',
              type: 'A',
              zone_id: ZONE,
              ttl: 60,
              records: ['203.0.113.20'],
              alias: [],
              set_identifier: 'google',
              failover_routing_policy: [{ type: 'PRIMARY' }],
            },
          },
          {
            address: 'aws_route53_record.any',
            type: 'aws_route53_record',
            values: {
              name: 'any.ai.example.com',
              type: 'A',
              zone_id: ZONE,
              alias: [{ name: 'any.google.ai.example.com', zone_id: ZONE, evaluate_target_health: true }],
              set_identifier: 'google',
              failover_routing_policy: [{ type: 'SECONDARY' }],
            },
          },
        ],
      },
    },
    configuration: {
      root_module: {
        resources: [
          {
            address: 'aws_route53_health_check.any',
            expressions: {
              child_healthchecks: {
                references: [
                  'aws_route53_health_check.west4.id',
                  'aws_route53_health_check.west4',
                  'aws_route53_health_check.west1.id',
                  'aws_route53_health_check.west1',
                ],
              },
            },
          },
          {
            address: 'aws_route53_record.any-google',
            expressions: {
              health_check_id: { references: ['aws_route53_health_check.any.id', 'aws_route53_health_check.any'] },
            },
          },
        ],
      },
    },
  };
  change(plan);
  return plan;
}

const valuesOf = (plan: Draft, address: string): Draft =>
  plan.planned_values.root_module.resources.find((one: Draft) => one.address === address).values;

const PROBES = ['west1', 'west4'].map(
  (region) => `HTTPS ${region}.google.ai.example.com:443/health/serving every 10s x3 SNI`,
);

test('a plan reads as what Route 53 decides by', () => {
  expect(plannedDns(planned())).toEqual([
    `any.ai.example.com A in Z0, SECONDARY "google", alias any.google.ai.example.com in Z0 evaluated`,
    `any.google.ai.example.com A in Z0, PRIMARY "google", 60s 203.0.113.20, while 1 of [${PROBES.join('; ')}]`,
  ]);
});

test.each<[what: string, address: string, values: object, reads: string]>([
  [
    'an alias that trusts its target',
    'aws_route53_record.any',
    { alias: [{ name: 'x', zone_id: 'Z0', evaluate_target_health: false }] },
    'alias x in Z0',
  ],
  ['another time to live', 'aws_route53_record.any-google', { ttl: 300 }, '300s 203.0.113.20'],
  ['another set identifier', 'aws_route53_record.any', { set_identifier: 'front-door' }, 'SECONDARY "front-door"'],
  ['weights', 'aws_route53_record.any', { weighted_routing_policy: [{ weight: 1 }] }, 'weighted_routing_policy'],
  ['an inverted probe', 'aws_route53_health_check.west4', { invert_healthcheck: true }, 'inverted HTTPS west4'],
  ['a disabled check', 'aws_route53_health_check.any', { disabled: true }, 'while disabled 1 of'],
  ['another threshold', 'aws_route53_health_check.any', { child_health_threshold: 2 }, 'while 2 of'],
  ['a slower probe', 'aws_route53_health_check.west1', { request_interval: 30 }, 'every 30s x3'],
  ['no name in the handshake', 'aws_route53_health_check.west1', { enable_sni: false }, 'x3;'],
])('%s reads differently', (_what, address, values, reads) => {
  const lines = plannedDns(planned((plan) => Object.assign(valuesOf(plan, address), values)));
  expect(lines).not.toEqual(plannedDns(planned()));
  expect(lines.join('\n')).toContain(reads);
});

describe('against a topology', () => {
  const plan = (lines: string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' '));

  test('the names of the design, and never the served one', () => {
    const both = plan(expectedDns(topology()));
    const { domain } = topology();
    expect(both).toEqual(
      [
        `_acme-challenge.${domain} CNAME`,
        `_acme-challenge.google.${domain} CNAME`,
        `any.${domain} A`,
        `any.google.${domain} A`,
        `best.${domain} A`,
        `best.google.${domain} A`,
        `europe-west1.google.${domain} A`,
        `europe-west4.google.${domain} A`,
      ].sort(),
    );
    expect(both).not.toContain(`${domain} A`);
  });

  test('with locality there is no best', () => {
    const names = expectedDns({ ...topology(), prefer: 'locality' });
    expect(names.filter((line) => /^best\./.test(line) || line.includes('/health/preferred'))).toEqual([]);
  });

  test('what is missing, what is too much and what nobody asks are told apart', () => {
    const idle = planned((draft) => draft.configuration.root_module.resources.pop());
    const codes = comparePlan(idle, topology()).map(({ code, path }) => [code, path]);
    expect(codes).toContainEqual(['check-idle', 'aws_route53_health_check.any']);
    expect(codes).toContainEqual(['record-unexpected', expect.stringContaining('any.google.ai.example.com A in Z0')]);
    expect(codes).toContainEqual(['record-missing', expect.stringContaining('best.google.')]);
  });
});

describe('the copy that is planned', () => {
  const record = { aws_route53_record: { A: { name: 'x' } } };
  const dns = new Stack('google-dns', {
    terraform: { required_providers: { aws: { version: '5.100.0' } }, backend: { gcs: { bucket: 'b', prefix: 'p' } } },
    provider: { aws: [{ region: 'eu-central-1', allowed_account_ids: ['111122223333'], assume_role: [{}] }] },
    data: { terraform_remote_state: { Serving: { backend: 'gcs', config: { bucket: 'b', prefix: 'q' } } } },
    resource: record,
  });

  test('keeps what is judged and cuts every tie to a network', () => {
    const copy = offlineCopy(dns);
    expect(copy.resource).toEqual(record);
    expect(copy.terraform).toMatchObject({ required_providers: { aws: { version: '5.100.0' } } });
    expect(Object.keys((copy.terraform as Draft).backend)).toEqual(['local']);
    expect(copy.data?.terraform_remote_state?.Serving?.backend).toBe('local');
    expect(JSON.stringify(copy.provider)).not.toMatch(/assume_role|allowed_account_ids/);
    expect(copy.provider).toMatchObject({
      aws: [{ skip_credentials_validation: true, skip_requesting_account_id: true }],
    });
  });

  test('reads each output of the other stack, an address where it is one', () => {
    const stack = serving((json) => {
      json.output.proof_served = {
        value: ref('google_certificate_manager_dns_authorization.Served.dns_resource_record[0].data'),
      };
    });
    expect(JSON.parse(stateOf(stack))).toMatchObject({
      version: 4,
      outputs: {
        address: { value: STAND_IN_ADDRESS, type: 'string' },
        proof_served: { value: 'proof-served.authorize.certificatemanager.goog.', type: 'string' },
      },
    });
  });
});
