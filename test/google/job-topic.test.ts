import { JobTopic, type JobTopicProps } from '../../lib/google/job-topic';
import { JobsDatabase } from '../../lib/google/jobs-database';
import { firestoreLocationOf } from '../../lib/topology/job-ledger';
import { attributeOf, fleetOf, foreignStack, NUMBER, only, PROJECT, resourcesOf } from './fleets';

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

test('subscriptions never expire, and keep a week', () => {
  const all = resourcesOf(json, 'google_pubsub_subscription');
  expect(all).toHaveLength(2);
  for (const each of all) {
    expect(each).toMatchObject({ expiration_policy: { ttl: '' }, message_retention_duration: '604800s' });
  }
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

test.each([
  [['europe-west4', 'europe-west1'], 'eur3'],
  [['us-central1', 'us-east4'], 'nam5'],
  [['asia-east1', 'asia-east2'], 'asia-east1'],
  [['europe-west4', 'us-central1'], 'europe-west4'],
])('of cells in %j it lies in %s', (regions, location) => {
  expect(firestoreLocationOf(regions)).toBe(location);
});
