import { CloudRunGateway, type CloudRunGatewayProps } from '../../lib/google/cloud-run-gateway';
import { attributeOf, bundle, fleetOf, foreignStack, type Json, NUMBER, only, PROJECT, resourcesOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const gateway = (changes: Partial<CloudRunGatewayProps> = {}) =>
  foreignStack((stack) => {
    new CloudRunGateway(stack, 'Gateway', {
      project: PROJECT,
      projectNumber: NUMBER,
      region: 'europe-west4',
      bundle: bundle(),
      ...changes,
    });
  });
const gatewaysOf = (json: Json) =>
  resourcesOf(json, 'google_cloud_run_v2_service').filter(({ name }) => name === 'assistant-gateway');
const serviceOf = (json: Json) => only(json, 'google_cloud_run_v2_service');
const containerOf = (json: Json) => serviceOf(json).template.containers[0];

const alone = gateway();

test('only the load balancer reaches it, and it asks nobody for an invoker', () => {
  expect(serviceOf(alone)).toMatchObject({
    ingress: 'INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER',
    invoker_iam_disabled: true,
    deletion_protection: true,
    location: 'europe-west4',
  });
  expect(resourcesOf(alone, 'google_cloud_run_v2_service_iam_member')).toEqual([]);
});

test("a stock Node image, by digest, from the cell's own repository", () => {
  const repository = only(alone, 'google_artifact_registry_repository');
  expect(repository).toMatchObject({
    location: 'europe-west4',
    format: 'DOCKER',
    mode: 'REMOTE_REPOSITORY',
    remote_repository_config: { docker_repository: { public_repository: 'DOCKER_HUB' } },
  });
  const id = attributeOf(alone, 'google_artifact_registry_repository', repository, 'repository_id');
  const { image } = containerOf(alone);
  expect(image.startsWith(`europe-west4-docker.pkg.dev/acme-ai/${id}/library/node@sha256:`)).toBe(true);
  expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
});

test('runs the bundle from the bucket of its region, read-only, under its hash', () => {
  const { hash } = bundle();
  const bucket = only(alone, 'google_storage_bucket', { name: 'assistant-bundle-123456789012-europe-west4' });
  const bucketName = attributeOf(alone, 'google_storage_bucket', bucket, 'name');
  expect(bucket.location).toBe('EUROPE-WEST4');
  expect(serviceOf(alone).template.volumes).toEqual([{ name: 'bundle', gcs: { bucket: bucketName, read_only: true } }]);
  expect(containerOf(alone)).toMatchObject({
    command: ['node'],
    args: [`/bundle/${hash}/index.js`],
    volume_mounts: [{ name: 'bundle', mount_path: '/bundle' }],
  });
  expect(serviceOf(alone).template.execution_environment).toBe('EXECUTION_ENVIRONMENT_GEN2');
  const objects = resourcesOf(alone, 'google_storage_bucket_object');
  expect(objects.map(({ name }) => name).sort()).toEqual(
    ['config.json', 'corpus.json', 'index.js', 'prober.js', 'worker.js'].map((file) => `${hash}/${file}`),
  );
  for (const { source, deletion_policy, bucket: into } of objects) {
    expect(source.startsWith(`\${path.module}/assets/`)).toBe(true);
    expect([deletion_policy, into]).toEqual(['ABANDON', bucketName]);
  }
});

test('starts only once it may read its code, and the code is there', () => {
  const waits = serviceOf(alone).depends_on.map((address: string) => address.split('.')[0]);
  expect(waits.filter((type: string) => type === 'google_storage_bucket_object')).toHaveLength(5);
  expect(waits).toContain('google_storage_bucket_iam_member');
});

test('its environment names the cell, the project and where things are, and holds no secret', () => {
  const environment = Object.fromEntries(
    containerOf(alone).env.map(({ name, value }: Json) => [name, value.replace(/\$\{(\w+)\..*\.(\w+)\}/, '$1.$2')]),
  );
  expect(environment).toEqual({
    UNDERSTUDY_CELL: 'google:europe-west4',
    UNDERSTUDY_KEYS_SECRET: 'google_secret_manager_secret.secret_id',
    UNDERSTUDY_STATE_BUCKET: 'google_storage_bucket.name',
    GOOGLE_CLOUD_PROJECT: 'acme-ai',
    NODE_ENV: 'production',
  });
});

test('start-up and liveness ask for this process only', () => {
  const { startup_probe, liveness_probe } = containerOf(alone);
  for (const probe of [startup_probe, liveness_probe]) {
    expect(probe.http_get).toEqual({ path: '/health/live' });
    expect(probe.timeout_seconds).toBeLessThanOrEqual(probe.period_seconds);
  }
  expect(startup_probe.period_seconds * startup_probe.failure_threshold).toBeLessThanOrEqual(240);
});

test('may last as long as the longest route, and says why it gave up', () => {
  expect(serviceOf(alone).template.timeout).toBe('65s');
  const patient = gateway({ bundle: bundle({ routes: { think: { deadline: '900s' }, chat: {} } }) });
  expect(serviceOf(patient).template.timeout).toBe('905s');
});

test('an instance is always warm, and keeps its processor between requests', () => {
  expect(serviceOf(alone).template.scaling).toEqual({ min_instance_count: 1, max_instance_count: 10 });
  expect(containerOf(alone).resources).toMatchObject({ cpu_idle: false, startup_cpu_boost: true });
});

test.each([
  [undefined, 1],
  [{ peakRequestsPerSecond: 1, inputTokens: 10, outputTokens: 10 }, 1],
  [{ peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 }, 3],
])('of a fleet with the demand %j, %d instances a region can take all of it', (demand, instances) => {
  const services = gatewaysOf(fleetOf({ demand }).serving);
  expect(services.map(({ template }) => template.scaling.min_instance_count)).toEqual([instances, instances]);
});

describe('failover by service health', () => {
  const { serving } = fleetOf({}, { failover: 'service-health' });

  test('adds a readiness probe that asks for this process only', () => {
    for (const { template } of gatewaysOf(serving)) {
      expect(template.containers[0].readiness_probe.http_get).toEqual({ path: '/health/live' });
      expect(template.containers[0].image).toMatch(/library\/node@/);
    }
  });

  test('needs a provider beyond that of the bindings', () => {
    expect(serving.terraform.required_providers.google).toEqual({ source: 'google', version: '~> 7.0' });
    expect(fleetOf().serving.terraform.required_providers.google.version).toBe('6.50.0');
  });

  test('is not there unless it is asked for', () => {
    expect(JSON.stringify(fleetOf().serving)).not.toContain('readiness_probe');
  });

  test('needs a region to fail over to', () => {
    const lone = {
      google: { project: PROJECT, projectNumber: '123456789012', stateBucket: 'state', regions: ['europe-west4'] },
    };
    expect(() => fleetOf(lone, { failover: 'service-health' })).toThrow('service-health-needs-two-regions');
  });
});
