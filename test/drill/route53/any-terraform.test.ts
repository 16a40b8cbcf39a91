import fc from 'fast-check';
import { answer } from '../../../lib/drill/route53/answer';
import { checkHealth } from '../../../lib/drill/route53/health';
import { zonesOf } from '../../../lib/drill/route53/zones';
import { groundOf } from '../../../lib/drill/scenario/ground';
import type { Estate } from '../../../lib/estate/estate';
import { readEstate } from '../../../lib/estate/read-estate';
import { UnreadableEstate } from '../../../lib/estate/unreadable';
import { cloudRunServicesOf } from '../../../lib/estate/views/cloud-run-services';
import { loadBalancersOf } from '../../../lib/estate/views/load-balancers';
import { mountedFile } from '../../../lib/estate/views/mounted-file';
import { type Files, folderOf } from '../../estate/assembly-fixture';
import { cdktfOf } from '../../estate/terraform-files';

const TYPES = [
  'aws_route53_record',
  'aws_route53_health_check',
  'aws_route53_zone',
  'google_cloud_run_v2_service',
  'google_compute_global_address',
  'google_compute_global_forwarding_rule',
  'google_compute_target_https_proxy',
  'google_compute_url_map',
  'google_compute_backend_service',
  'google_compute_region_network_endpoint_group',
  'google_storage_bucket_object',
  'terraform_remote_state',
];

const KEYS = [
  ['zone_id', 'name', 'type', 'ttl', 'records', 'alias', 'evaluate_target_health', 'health_check_id', 'fqdn', 'region'],
  [
    'failover_routing_policy',
    'latency_routing_policy',
    'child_healthchecks',
    'child_health_threshold',
    'set_identifier',
  ],
  ['template', 'containers', 'env', 'value', 'volumes', 'volume_mounts', 'mount_path', 'gcs', 'bucket', 'source'],
  ['ip_address', 'target', 'url_map', 'default_service', 'host_rule', 'hosts', 'path_matcher', 'backend', 'group'],
  ['cloud_run', 'service', 'location', 'dynamic', 'count', 'provider', 'backend', 'config', 'prefix', '__proto__'],
].flat();

const NAMES = ['n0', 'n1', 'n2'];

const interpolation = fc
  .oneof(
    fc.tuple(fc.constantFrom(...TYPES), fc.constantFrom(...NAMES), fc.constantFrom(...KEYS, 'id', 'address')),
    fc.tuple(fc.constantFrom('var', 'local', 'module', 'data.aws_route53_zone'), fc.constantFrom(...NAMES)),
    fc.tuple(fc.constant('data.terraform_remote_state'), fc.constantFrom(...NAMES), fc.constant('outputs.n0')),
  )
  .map((parts) => `\${${parts.join('.')}}`);

/** Right keys with values of any kind: what a reader that trusts its input would stumble over. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('A', 'a', 'b', 'a.', 'PRIMARY', 'SECONDARY', 'eu-west-1', 'HTTPS', 'CALCULATED', 1, 3, 10, 60),
    interpolation,
    fc.string({ unit: fc.constantFrom('$', '{', '}', '"', '\\', '%', 'a', '.', '[', '0', ']') }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 8 }),
  ),
}));

const named = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.oneof(value, fc.record({ value }), fc.record({ default: value })),
);

const blocks = fc.dictionary(
  fc.constantFrom(...TYPES),
  fc.dictionary(fc.constantFrom(...NAMES), fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 10 })),
);

const stack = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 5,
    arbitrary: fc.record(
      {
        '//': fc.oneof(value, fc.record({ Understudy: value })),
        resource: fc.oneof({ weight: 5, arbitrary: blocks }, { weight: 1, arbitrary: value }),
        data: blocks,
        variable: named,
        locals: named,
        output: named,
        provider: named,
        terraform: fc.record({ backend: fc.record({ gcs: value }) }),
      },
      { requiredKeys: ['resource'] },
    ),
  },
);

function read(files: Files): Estate | undefined {
  try {
    return readEstate([folderOf(files)]);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableEstate);
    return undefined;
  }
}

test('whatever a stack holds, it is read or refused, and whatever is read can be judged', () => {
  fc.assert(
    fc.property(stack, stack, fc.boolean(), (one, other, healthy) => {
      const estate = read(cdktfOf({ one, other }));
      if (estate === undefined) return;
      for (const service of cloudRunServicesOf(estate)) mountedFile(service, '/bundle/index.js');
      loadBalancersOf(estate);
      groundOf(estate);
      for (const zone of zonesOf(estate)) {
        const isHealthy = (id: string) => checkHealth(zone.checks, id, () => healthy);
        for (const { name, type } of zone.records) {
          // What is in the model has an answer: what has none was left out.
          expect(answer(zone, { name, type, from: { latitude: 0, longitude: 0 } }, isHealthy)).toBeDefined();
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('whatever a manifest holds, it is read or refused', () => {
  const entry = fc.record({
    constructPath: fc.constantFrom('a', 7),
    synthesizedStackPath: fc.constantFrom('stacks/one/cdk.tf.json', '.', '/', 7),
    dependencies: fc.jsonValue(),
  });
  const manifest = fc.record({ stacks: fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(entry, fc.jsonValue())) });
  fc.assert(
    fc.property(manifest, (any) => {
      read({ ...cdktfOf({ one: { resource: {} } }), 'manifest.json': any });
    }),
    { numRuns: 100 },
  );
});
