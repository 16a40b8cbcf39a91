// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { check } from '../../lib/checks/check';
import { onlyTerraform, written } from './example';

const IMAGE = `europe-west4-docker.pkg.dev/acme-ai/images/library/node@sha256:${'0'.repeat(64)}`;
const pool = (changes: object = {}, image = IMAGE) => ({
  google_cloud_run_v2_worker_pool: {
    jobs: {
      name: 'jobs',
      location: 'europe-west4',
      scaling: { scaling_mode: 'MANUAL', manual_instance_count: 2 },
      template: { containers: [{ image }] },
      ...changes,
    },
  },
});
const subscription = (topic: string, rest: object = {}) => ({
  name: topic,
  topic: `\${google_pubsub_topic.${topic}.id}`,
  ...rest,
});
const queue = (jobs: object = {}, dead: object = {}) => ({
  google_pubsub_topic: { jobs: { name: 'jobs' }, dead: { name: 'dead' } },
  google_pubsub_subscription: {
    jobs: subscription('jobs', {
      dead_letter_policy: { dead_letter_topic: '${google_pubsub_topic.dead.id}', max_delivery_attempts: 100 },
      ...jobs,
    }),
    dead: subscription('dead', dead),
  },
});

const rulesThat = (resources: Readonly<Record<string, unknown>>) =>
  written(onlyTerraform(resources), (paths) =>
    check({ paths, asked: { survive: [] }, rules: [], only: [], skip: [] }).findings.map(
      ({ rule, kind }) => `${rule.id} ${kind}`,
    ),
  );

test.each<[what: string, resources: Readonly<Record<string, unknown>>, finds: readonly string[]]>([
  ['a warm pool', pool(), []],
  ['a pool that says nothing of how many, which is one', pool({ scaling: {} }), []],
  ['a pool of none', pool({ scaling: { manual_instance_count: 0 } }), ['scale-from-zero violation']],
  [
    'a pool of as many as somebody says later',
    pool({ scaling: { manual_instance_count: '${var.workers}' } }),
    ['scale-from-zero undecided'],
  ],
  ['a pool by a tag', pool({}, IMAGE.replace(/@.*/, ':latest')), ['image-by-tag violation']],
  ['a subscription of a week, the default', queue(), []],
  ['one that forgets in an hour', queue({ message_retention_duration: '3600s' }), ['retention-below-outage violation']],
  // What nobody could process is for people: how long that is kept, no outage asks.
  ['dead letters of an hour', queue({}, { message_retention_duration: '3600s' }), []],
])('%s', (_, resources, finds) => {
  const found = rulesThat(resources);
  for (const one of finds) expect(found).toContain(one);
  const asked = ['scale-from-zero', 'image-by-tag', 'retention-below-outage'];
  const others = found.filter((one) => asked.includes(one.split(' ')[0]) && !finds.includes(one));
  expect(others).toEqual([]);
});

const [WEST1, WEST4] = ['europe-west1', 'europe-west4'];
/** A load balancer before groups of two regions, or of the first alone. */
const balanced = (...regions: readonly string[]) => ({
  google_compute_region_network_endpoint_group: Object.fromEntries(
    regions.map((region) => [region, { name: region, region, cloud_run: { service: 'web' } }]),
  ),
  google_compute_backend_service: {
    web: {
      backend: regions.map((region) => ({ group: `\${google_compute_region_network_endpoint_group.${region}.id}` })),
    },
  },
  google_compute_url_map: { web: { default_service: '${google_compute_backend_service.web.id}' } },
  google_compute_target_https_proxy: { web: { url_map: '${google_compute_url_map.web.id}' } },
  google_compute_global_forwarding_rule: {
    web: { port_range: '443', target: '${google_compute_target_https_proxy.web.id}' },
  },
});
/** Pools by the region in which each is, all of which pull by one name. */
const pullers = (name: string, ...regions: readonly string[]) => ({
  google_cloud_run_v2_worker_pool: Object.fromEntries(
    regions.map((location, index) => [
      `pool${index}`,
      {
        name: `jobs-${index}`,
        location,
        template: { containers: [{ image: IMAGE, env: [{ name: 'QUEUE', value: name }] }] },
      },
    ]),
  ),
});

test.each<[what: string, resources: Readonly<Record<string, unknown>>, finds: readonly string[]]>([
  [
    'two regions serve, one works',
    { ...balanced(WEST1, WEST4), ...pullers('projects/p/topics/jobs', WEST4) },
    ['violation'],
  ],
  [
    'by the subscription’s name',
    { ...balanced(WEST1, WEST4), ...pullers('projects/p/subscriptions/jobs', WEST1) },
    ['violation'],
  ],
  ['by a reference', { ...balanced(WEST1, WEST4), ...pullers('${google_pubsub_topic.jobs.id}', WEST1) }, ['violation']],
  ['both work', { ...balanced(WEST1, WEST4), ...pullers('projects/p/topics/jobs', WEST1, WEST4) }, []],
  ['one region serves, and it works', { ...balanced(WEST1), ...pullers('projects/p/topics/jobs', WEST1) }, []],
  ['nobody pulls: others may be pushed to', balanced(WEST1, WEST4), []],
  ['a pool of something else', { ...balanced(WEST1, WEST4), ...pullers('projects/p/topics/mails', WEST1) }, []],
  [
    'a region that somebody says later',
    { ...balanced(WEST1, WEST4), ...pullers('projects/p/topics/jobs', '${var.region}') },
    ['undecided'],
  ],
  [
    'one of them is known',
    { ...balanced(WEST1, WEST4), ...pullers('projects/p/topics/jobs', WEST1, '${var.region}') },
    ['undecided'],
  ],
])('jobs of Pub/Sub in one region: %s', (_, resources, finds) => {
  const found = rulesThat({ ...queue(), ...resources }).filter((one) => one.startsWith('queue-in-one-region'));
  expect(found).toEqual(finds.map((kind) => `queue-in-one-region ${kind}`));
});
