import { JobTopic, type JobTopicProps } from '../../lib/google/job-topic';
import { JobsDatabase } from '../../lib/google/jobs-database';
import { firestoreLocationOf } from '../../lib/topology/job-ledger';
import { attributeOf, fleetOf, foreignStack, type Json, NUMBER, only, PROJECT, resourcesOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const jobs = (changes: Partial<JobTopicProps> = {}) =>
  foreignStack((stack) => {
    new JobTopic(stack, 'Jobs', {
      project: PROJECT,
      projectNumber: NUMBER,
      region: 'europe-west4',
      topicName: 'jobs',
      deadLetterTopicName: 'dead',
      longestAttemptSeconds: 60,
      ...changes,
    });
  });
const json = jobs();
const topic = only(json, 'google_pubsub_topic', { name: 'jobs' });
const dead = only(json, 'google_pubsub_topic', { name: 'dead' });
const subscription = only(json, 'google_pubsub_subscription', { name: 'jobs' });

test('no message leaves the region, at rest or on its way', () => {
  for (const { message_storage_policy } of [topic, dead]) {
    expect(message_storage_policy).toEqual({ allowed_persistence_regions: ['europe-west4'], enforce_in_transit: true });
  }
});

test('subscriptions never expire; jobs are kept a week, dead letters as long as Pub/Sub keeps anything', () => {
  const all = resourcesOf(json, 'google_pubsub_subscription');
  expect(all).toHaveLength(2);
  for (const each of all) expect(each.expiration_policy).toEqual({ ttl: '' });
  expect(all.map((each) => each.message_retention_duration)).toEqual([`${7 * 86_400}s`, `${31 * 86_400}s`]);
});

test('jobs wait as long as the longest outage, and dead letters longer', () => {
  const longer = jobs({ longestOutageSeconds: 20 * 86_400 });
  expect(only(longer, 'google_pubsub_subscription', { name: 'jobs' }).message_retention_duration).toBe(
    `${20 * 86_400}s`,
  );
  expect(() => jobs({ longestOutageSeconds: 31 * 86_400 })).toThrow('outage-outlasts-retention');
});

test('whoever works may put in, take out and put aside; whoever accepts may put in alone', () => {
  const granted = foreignStack((stack) => {
    const queue = new JobTopic(stack, 'Jobs', {
      ...{ project: PROJECT, projectNumber: NUMBER, region: 'europe-west4' },
      ...{ topicName: 'jobs', deadLetterTopicName: 'dead', longestAttemptSeconds: 60 },
    });
    queue.grantSend('Gateway', 'serviceAccount:gateway');
    queue.grantWork('Worker', 'serviceAccount:worker');
  });
  const of = (member: string) =>
    ['google_pubsub_topic_iam_member', 'google_pubsub_subscription_iam_member']
      .flatMap((type) => resourcesOf(granted, type))
      .filter((each) => each.member === `serviceAccount:${member}`)
      .map(
        ({ role, topic: on, subscription: from }) =>
          `${role} ${(on ?? from).replace(/.*[._]([A-Z]\w*?)_[0-9A-F]{8}.*/, '$1')}`,
      );
  expect(of('gateway')).toEqual(['roles/pubsub.publisher Topic']);
  expect(of('worker').sort()).toEqual([
    'roles/pubsub.publisher DeadLetterTopic',
    'roles/pubsub.publisher Topic',
    'roles/pubsub.subscriber Jobs',
  ]);
});

test('a key of the customer is asked for where there is one', () => {
  const kmsKeyName = 'projects/acme-ai/locations/europe-west4/keyRings/a/cryptoKeys/b';
  for (const each of resourcesOf(jobs({ kmsKeyName }), 'google_pubsub_topic'))
    expect(each.kms_key_name).toBe(kmsKeyName);
  for (const each of resourcesOf(json, 'google_pubsub_topic')) expect(each).not.toHaveProperty('kms_key_name');
});

test('what is given up goes to a topic that somebody subscribes to', () => {
  const deadTopic = attributeOf(json, 'google_pubsub_topic', dead, 'id');
  expect(subscription.dead_letter_policy).toEqual({ dead_letter_topic: deadTopic, max_delivery_attempts: 5 });
  expect(only(json, 'google_pubsub_subscription', { name: 'dead' }).topic).toBe(deadTopic);
});

test("Pub/Sub's own account may put messages aside, and take them away here, nowhere else", () => {
  const member = `serviceAccount:service-${NUMBER}@gcp-sa-pubsub.iam.gserviceaccount.com`;
  expect(only(json, 'google_pubsub_topic_iam_member')).toMatchObject({
    role: 'roles/pubsub.publisher',
    topic: attributeOf(json, 'google_pubsub_topic', dead, 'name'),
    member,
  });
  expect(only(json, 'google_pubsub_subscription_iam_member')).toMatchObject({
    role: 'roles/pubsub.subscriber',
    subscription: attributeOf(json, 'google_pubsub_subscription', subscription, 'name'),
    member,
  });
});

test.each([
  [1, 10],
  [60, 60],
  [900, 600],
])('an attempt of %d s is leased for %d s, within what Pub/Sub leases', (attempt, lease) => {
  const { ack_deadline_seconds } = only(jobs({ longestAttemptSeconds: attempt }), 'google_pubsub_subscription', {
    name: 'jobs',
  });
  expect(ack_deadline_seconds).toBe(lease);
});

test('failed attempts wait before they are repeated', () => {
  expect(subscription.retry_policy).toEqual({ minimum_backoff: '10s', maximum_backoff: '600s' });
});

test.each([4, 101, 5.5])('%p attempts are refused', (maxAttempts) => {
  expect(() => jobs({ maxAttempts })).toThrow('attempts-out-of-range');
});

test('a cell of a fleet has its own', () => {
  const topics = resourcesOf(fleetOf().serving, 'google_pubsub_topic').map(({ name }) => name);
  expect(topics.sort()).toEqual([
    'assistant-jobs-dead-letters-europe-west1',
    'assistant-jobs-dead-letters-europe-west4',
    'assistant-jobs-europe-west1',
    'assistant-jobs-europe-west4',
  ]);
});

test('the database of jobs is not deleted, by Terraform or by its API', () => {
  const alone = foreignStack((stack) => {
    new JobsDatabase(stack, 'Database', { project: PROJECT, name: 'theirs', location: 'eur3' });
  });
  expect(only(alone, 'google_firestore_database')).toMatchObject({
    type: 'FIRESTORE_NATIVE',
    delete_protection_state: 'DELETE_PROTECTION_ENABLED',
    deletion_policy: 'ABANDON',
    lifecycle: { prevent_destroy: true },
  });
});

test('the database answers lists by their lane, either way, and indexes nothing that nobody asks for', () => {
  const alone = foreignStack((stack) => {
    new JobsDatabase(stack, 'Database', { project: PROJECT, name: 'theirs', location: 'eur3' });
  });
  const indexes = resourcesOf(alone, 'google_firestore_index');
  expect(
    indexes.map(({ collection, fields }) => [collection, fields.map((f: Json) => `${f.field_path} ${f.order}`)]),
  ).toEqual([
    ['rows', ['lane ASCENDING', 'mark ASCENDING']],
    ['rows', ['lane ASCENDING', 'mark DESCENDING']],
  ]);
  const fields = resourcesOf(alone, 'google_firestore_field');
  expect(fields.map(({ field }) => field).sort()).toEqual(['body', 'expiresAt', 'facet', 'lane', 'mark', 'version']);
  for (const each of fields) {
    expect(each.index_config).toEqual({ indexes: [] });
    // What has expired goes by itself, by that field alone.
    expect('ttl_config' in each).toBe(each.field === 'expiresAt');
  }
});

test.each([
  [['europe-west4', 'europe-west1'], 'eur3'],
  [['us-central1', 'us-east4'], 'nam5'],
  [['asia-east1', 'asia-east2'], 'asia-east1'],
  [['europe-west4', 'us-central1'], 'europe-west4'],
])('of cells in %j it lies in %s', (regions, location) => {
  expect(firestoreLocationOf(regions)).toBe(location);
});
