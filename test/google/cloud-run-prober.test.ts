import { plainObserver } from '../../lib/gateway/prober/observers';
import { CloudRunGateway } from '../../lib/google/cloud-run-gateway';
import { CloudRunProber } from '../../lib/google/cloud-run-prober';
import { attributeOf, bundle, fleetOf, foreignStack, type Json, NUMBER, only, PROJECT, resourcesOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const region = 'europe-west4';
const json = foreignStack((stack) => {
  const place = { project: PROJECT, projectNumber: NUMBER, region };
  const gateway = new CloudRunGateway(stack, 'Gateway', { ...place, bundle: bundle() });
  const alarms = { channels: ['projects/acme-ai/notificationChannels/123'], runbook: 'https://wiki.example.com/r' };
  new CloudRunProber(stack, 'Prober', { gateway, domain: 'ai.example.com', alarms });
});

const SERVICE = 'google_cloud_run_v2_service';
const ACCOUNT = 'google_service_account';
const service = only(json, SERVICE, { name: 'assistant-prober' });
const account = (purpose: string) =>
  resourcesOf(json, ACCOUNT).find(({ display_name }) => display_name === `assistant: ${purpose}`) as Json;
const ofProber = (attribute: string) => attributeOf(json, ACCOUNT, account(`the prober in ${region}`), attribute);
const ofCaller = (attribute: string) =>
  attributeOf(json, ACCOUNT, account(`calls the prober in ${region} each minute`), attribute);

test('runs the prober of the very bundle that the gateway runs, from its bucket', () => {
  const { hash } = bundle();
  const gateway = only(json, SERVICE, { name: 'assistant-gateway' }).template;
  const [container] = service.template.containers;
  expect(container.args).toEqual([`/bundle/${hash}/prober.js`]);
  expect([container.image, container.command, container.volume_mounts, service.template.volumes]).toEqual([
    gateway.containers[0].image,
    gateway.containers[0].command,
    gateway.containers[0].volume_mounts,
    gateway.volumes,
  ]);
  expect(service.depends_on).toEqual(expect.arrayContaining([expect.stringContaining('ProberReads')]));
});

test('one instance, one period at a time, no longer than its minute', () => {
  expect(service.template.scaling).toEqual({ min_instance_count: 1, max_instance_count: 1 });
  expect(service.template.timeout).toBe('60s');
});

test('knows the cell by its own name, and holds no secret', () => {
  const environment = Object.fromEntries(
    service.template.containers[0].env.map(({ name, value }: Json) => [name, value.replace(/\$\{(\w+)\..*\}/, '$1')]),
  );
  expect(environment).toEqual({
    UNDERSTUDY_CELL: 'google:europe-west4',
    UNDERSTUDY_STATE_BUCKET: 'google_storage_bucket',
    UNDERSTUDY_OWN_NAME: 'europe-west4.google.ai.example.com',
    GOOGLE_CLOUD_PROJECT: 'acme-ai',
    NODE_ENV: 'production',
  });
});

test('is called each minute from its own region, at once or not at all', () => {
  const schedule = only(json, 'google_cloud_scheduler_job');
  expect(schedule).toMatchObject({ region, schedule: '* * * * *', time_zone: 'Etc/UTC', attempt_deadline: '60s' });
  expect(schedule.retry_config).toEqual({ retry_count: 0 });
  const uri = attributeOf(json, SERVICE, service, 'uri');
  expect(schedule.http_target).toMatchObject({
    http_method: 'POST',
    uri,
    oidc_token: { service_account_email: ofCaller('email'), audience: uri },
  });
  expect(JSON.parse(Buffer.from(schedule.http_target.body, 'base64').toString())).toEqual({ periodSeconds: 60 });
});

test('nobody but the schedule may call it, and not from outside', () => {
  expect(service).toMatchObject({ ingress: 'INGRESS_TRAFFIC_INTERNAL_ONLY' });
  expect(service).not.toHaveProperty('invoker_iam_disabled');
  const [grant, ...more] = resourcesOf(json, 'google_cloud_run_v2_service_iam_member');
  expect(more).toEqual([]);
  expect(grant).toMatchObject({
    name: attributeOf(json, SERVICE, service, 'name'),
    role: 'roles/run.invoker',
    member: ofCaller('member'),
  });
});

test('may keep its cell’s state and say its key: nothing else', () => {
  const rights = resourcesOf(json, 'google_storage_bucket_iam_member')
    .filter(({ member }) => member === ofProber('member'))
    .map(({ role, condition }) => [role, condition?.title].join(' '));
  expect(rights.sort()).toEqual([
    'roles/storage.legacyBucketReader ',
    'roles/storage.objectUser only health/google:europe-west4.json',
    'roles/storage.objectUser only keys/prober.json',
    // The bundle, which is the whole bucket.
    'roles/storage.objectViewer ',
  ]);
  const elsewhere = Object.entries<Record<string, Json>>(json.resource)
    .filter(([type]) => type.endsWith('iam_member') && type !== 'google_storage_bucket_iam_member')
    .flatMap(([, resources]) => Object.values(resources).map(({ member }) => member));
  expect(elsewhere).not.toContain(ofProber('member'));
});

const POLICY = 'google_monitoring_alert_policy';
const [stale, quality] = [/is stale$/, /: Quality-europe-west4$/].map((name) => {
  const [policy, ...more] = resourcesOf(json, POLICY).filter(({ display_name }) => name.test(display_name));
  expect(more).toEqual([]);
  return policy as Json;
});

test('an alert says that it is stale, also where it has never run', () => {
  const [{ condition_prometheus_query_language: condition }] = stale.conditions;
  expect(condition.query).toMatch(/^absent\(sum\(increase\(run_googleapis_com:request_count\{.*\}\[6m\]\)\) > 0\)$/);
  for (const label of [`location="${region}"`, 'service_name="assistant-prober"', 'response_code_class="2xx"']) {
    expect(condition.query).toContain(label);
  }
});

test('another says that the preferred tier answers nonsense there, by the rounds that turn its health path', () => {
  const { name, filter, label_extractors } = only(json, 'google_logging_metric');
  const [{ condition_prometheus_query_language: condition }] = quality.conditions;
  expect(condition.query).toBe(
    `sum(increase(logging_googleapis_com:user_${name}{monitored_resource="cloud_run_revision",preferred="bad"}[5m])) >= 3`,
  );
  for (const part of ['service_name="assistant-prober"', `location="${region}"`]) expect(filter).toContain(part);
  // What the prober writes of a period, where nothing known is no bad round.
  const lines: string[] = [];
  const observer = plainObserver({ name: 'prober', cell: `google:${region}` }, (line) => lines.push(line));
  for (const preferred of ['bad', 'good', 'unknown'] as const) {
    observer.period({ serving: [], models: { preferred, quality: [], evidence: [] } });
  }
  const members = [...filter.matchAll(/jsonPayload\.(\w+)="(\w+)"/g)].map(([, key = '', value]) => [key, value]);
  const counted = lines
    .map((line) => JSON.parse(line) as Json)
    .filter((line) => members.every(([key, value]) => line[key as string] === value));
  expect(members.map(([key]) => key)).toEqual(['event']);
  expect(label_extractors.preferred).toBe('EXTRACT(jsonPayload.preferred)');
  expect(counted.map(({ preferred }) => preferred)).toEqual(['bad', 'good', 'unknown']);
});

test('a period counts as served by the worst that is known of its rounds, in one word', () => {
  expect(only(json, 'google_logging_metric').label_extractors.served).toBe('EXTRACT(jsonPayload.served)');
  const lines: string[] = [];
  const observer = plainObserver({ name: 'prober', cell: `google:${region}` }, (line) => lines.push(line));
  const rounds = (...verdicts: readonly ('good' | 'bad' | 'unknown')[]) =>
    verdicts.map((verdict) => ({ verdict, why: [], evidence: '' }));
  for (const serving of [rounds('good', 'bad', 'unknown'), rounds('unknown', 'good'), rounds('unknown'), rounds()]) {
    observer.period({ serving, models: { preferred: 'good', quality: [], evidence: [] } });
  }
  expect(lines.map((line) => JSON.parse(line).served)).toEqual(['bad', 'good', 'unknown', 'unknown']);
});

test('the alert tells the channels that it is given, and where people read what to do', () => {
  for (const [{ notification_channels, documentation }, section] of [
    [stale, 'see'],
    [quality, 'disable-a-rung'],
  ] as const) {
    expect(notification_channels).toEqual(['projects/acme-ai/notificationChannels/123']);
    expect(documentation.content.endsWith(`See https://wiki.example.com/r#${section}.`)).toBe(true);
  }
});

test('a fleet has one for each of its gateways', () => {
  const schedules = resourcesOf(fleetOf().serving, 'google_cloud_scheduler_job');
  expect(schedules.map(({ region: at }) => at).sort()).toEqual(['europe-west1', 'europe-west4']);
});
