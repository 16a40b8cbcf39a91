import { CloudRunGateway } from '../../lib/google/cloud-run-gateway';
import { CloudRunJobWorker } from '../../lib/google/cloud-run-job-worker';
import { JobTopic } from '../../lib/google/job-topic';
import { JobsDatabase } from '../../lib/google/jobs-database';
import { bundle, fleetOf, foreignStack, type Json, NUMBER, only, PROJECT, resourcesOf, WITH_L4 } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const POOL = 'google_cloud_run_v2_worker_pool';
const { serving } = fleetOf();
const pool = only(serving, POOL, { location: 'europe-west4' });
const gateway = only(serving, 'google_cloud_run_v2_service', { name: 'assistant-gateway', location: 'europe-west4' });
const environmentOf = ({ template }: Json) =>
  Object.fromEntries(template.containers[0].env.map(({ name, value }: Json) => [name, value]));

test('runs the worker of the very bundle that the gateway runs, and opens no port', () => {
  const [container] = pool.template.containers;
  const [serves] = gateway.template.containers;
  expect(container.args).toEqual([`/bundle/${bundle().hash}/worker.js`]);
  expect([container.image, container.command, container.volume_mounts]).toEqual([
    serves.image,
    serves.command,
    serves.volume_mounts,
  ]);
  expect(container).not.toHaveProperty('ports');
  expect(pool.depends_on).toEqual(
    expect.arrayContaining([expect.stringContaining('WorkerReads'), expect.stringContaining('firestore_index')]),
  );
});

test('always two of them, whatever happens, which divide the rate of the cell', () => {
  expect(pool.scaling).toEqual({ scaling_mode: 'MANUAL', manual_instance_count: 2 });
  expect(environmentOf(pool).UNDERSTUDY_JOBS_WORKERS).toBe('2');
  // It goes with the last route that takes jobs.
  expect(pool.deletion_protection).toBe(false);
});

test.each([0, -1, 1.5])('%p workers are refused', (instances) => {
  const build = () =>
    foreignStack((stack) => {
      const place = { project: PROJECT, projectNumber: NUMBER, region: 'europe-west4' };
      const jobs = {
        queue: new JobTopic(stack, 'Jobs', {
          ...{ ...place, topicName: 'jobs', deadLetterTopicName: 'dead', longestAttemptSeconds: 60 },
        }),
        database: new JobsDatabase(stack, 'Database', { project: PROJECT, name: 'theirs', location: 'eur3' }),
      };
      const own = new CloudRunGateway(stack, 'Gateway', { ...place, bundle: bundle(), jobs });
      new CloudRunJobWorker(stack, 'Worker', { gateway: own, jobs, instances });
    });
  expect(build).toThrow('capacity-out-of-range');
});

test('worker and gateway know the same places: the database, the topic of the cell, its dead letters', () => {
  const places = Object.entries(environmentOf(pool)).filter(([name]) => /_JOBS_(LEDGER|QUEUE|DEAD)/.test(name));
  expect(places).toHaveLength(3);
  expect(environmentOf(gateway)).toMatchObject(Object.fromEntries(places));
  const named = places.map(([, value]) => String(value).replace(/\$\{(\w+)\..*\.name\}/, '$1'));
  expect(named).toEqual([
    'projects/acme-ai/databases/google_firestore_database',
    'projects/acme-ai/topics/google_pubsub_topic',
    'projects/acme-ai/topics/google_pubsub_topic',
  ]);
  // A subscription is found by its topic's name.
  for (const { name, topic } of resourcesOf(serving, 'google_pubsub_subscription')) {
    const [, id] = /google_pubsub_topic\.(.*)\.id/.exec(topic) ?? [];
    expect(serving.resource.google_pubsub_topic[id ?? ''].name).toBe(name);
  }
});

test('may do what its work needs, as an account of its own', () => {
  const granted = Object.entries<Record<string, Json>>(serving.resource)
    .filter(([type]) => type.endsWith('_iam_member'))
    .flatMap(([type, all]) => Object.values(all).map((each): [string, Json] => [type, each]))
    .filter(([, { member }]) => /Serving_Worker-europe-west4_Account/.test(member))
    .map(([type, { role, condition, topic, subscription, bucket, secret_id: secret }]) =>
      [
        type.replace(/google_|_iam_member/g, ''),
        role.replace(/\$\{google_project_iam_custom_role\..*/, 'own'),
        (topic ?? subscription ?? bucket ?? secret ?? '').replace(
          /\$\{[\w-]+\.Serving_([\w-]+?)_[0-9A-F]{8}\.\w+\}/,
          '$1',
        ),
        (condition?.title ?? '').replace(/\$\{(\w+)\..*\}/, '$1'),
      ]
        .join(' ')
        .trim(),
    );
  expect(granted.sort()).toEqual([
    'project own',
    'project roles/datastore.user  only google_firestore_database',
    'pubsub_subscription roles/pubsub.subscriber Jobs-europe-west4_Jobs',
    'pubsub_topic roles/pubsub.publisher Jobs-europe-west4_DeadLetterTopic',
    'pubsub_topic roles/pubsub.publisher Jobs-europe-west4_Topic',
    'secret_manager_secret roles/secretmanager.secretAccessor Secret-understudy-llm_Secret',
    'storage_bucket roles/storage.legacyBucketReader Gateway-europe-west4_State_Bucket',
    'storage_bucket roles/storage.objectUser Gateway-europe-west1_State_Bucket only jobs/',
    'storage_bucket roles/storage.objectUser Gateway-europe-west4_State_Bucket only jobs/',
    'storage_bucket roles/storage.objectViewer Gateway-europe-west4_Bundle_Bucket',
    ...['frontier', 'open-weights', 'script'].map(
      (rung) =>
        `storage_bucket roles/storage.objectViewer Gateway-europe-west4_State_Bucket only rungs/${rung}.disabled`,
    ),
  ]);
});

test('texts of jobs go from the buckets by themselves, and nothing else does', () => {
  for (const { name, lifecycle_rule: rules } of resourcesOf(serving, 'google_storage_bucket')) {
    expect(rules).toEqual(
      name.includes('-state-')
        ? [{ action: { type: 'Delete' }, condition: { age: 8, matches_prefix: ['jobs/'] } }]
        : undefined,
    );
  }
});

test('no route is queued: no worker, and no gateway that knows of jobs, though what may hold some stays', () => {
  const none = fleetOf({ routes: { chat: {} } }).serving;
  expect(none.resource).not.toHaveProperty(POOL);
  expect(JSON.stringify(none.resource)).not.toContain('UNDERSTUDY_JOBS');
  expect(resourcesOf(none, 'google_pubsub_topic')).toHaveLength(4);
  expect(resourcesOf(none, 'google_firestore_database')).toHaveLength(1);
});

test('own servers are called by the worker from the network that they stand in', () => {
  const own = fleetOf({ ...WITH_L4, routes: { chat: { queue: 'allowed' } } }).serving;
  const { vpc_access: access } = only(own, POOL, { location: 'europe-west4' }).template;
  expect(access).toEqual(
    only(own, 'google_cloud_run_v2_service', { name: 'assistant-gateway', location: 'europe-west4' }).template
      .vpc_access,
  );
  const invokers = resourcesOf(own, 'google_cloud_run_v2_service_iam_member').filter(({ member }) =>
    /Worker-europe-west4/.test(member),
  );
  expect(invokers).toHaveLength(1);
});

describe('people are told', () => {
  const alerts = resourcesOf(serving, 'google_monitoring_alert_policy');
  const queryOf = (id: string) =>
    alerts.find(({ display_name }) => display_name === `assistant: ${id}`)?.conditions[0]
      .condition_prometheus_query_language.query;

  test.each(['europe-west4', 'europe-west1'])(
    'of jobs in %s that are too old, too many, dead, or swept by nobody',
    (region) => {
      expect(queryOf(`JobsTooOld-${region}`)).toMatch(
        /oldest_unacked_message_age\{.*subscription_id="\$\{google_pubsub_subscription.*\[5m\]\)\) > \d+$/,
      );
      expect(queryOf(`JobsTooDeep-${region}`)).toMatch(/num_undelivered_messages.* > 4500$/);
      expect(queryOf(`JobsDead-${region}`)).toMatch(/DeadLetters.* > 0$/);
      expect(queryOf(`SweepFails-${region}`)).toBe(
        `absent(sum(increase(logging_googleapis_com:user_assistant_swept{monitored_resource="cloud_run_worker_pool",location="${region}"}[10m])) > 0)`,
      );
      expect(queryOf(`OthersDoNotSweep-${region}`)).toContain('user_assistant_sweeps_overdue');
    },
  );

  test('by lines of the worker pools alone', () => {
    const metrics = resourcesOf(serving, 'google_logging_metric').filter(({ name }) => /swe?ep/.test(name));
    expect(metrics).toHaveLength(2);
    for (const { filter } of metrics) {
      expect(filter).toMatch(/^resource\.type="cloud_run_worker_pool" AND \(resource\.labels\.worker_pool_name="/);
    }
  });
});
