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
