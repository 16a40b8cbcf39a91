import { CellNetwork } from '../../lib/google/cell-network';
import { CloudRunVllm, type CloudRunVllmProps } from '../../lib/google/cloud-run-vllm';
import { CLOUD_RUN_L4 } from '../../lib/topology/compute/machines';
import { attributeOf, foreignStack, type Json, only, PROJECT, resourcesOf } from './fleets';

const weights = { repository: 'Qwen/Qwen3-8B-FP8', revision: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` };

/** A server in a stack that knows nothing of fleets, with a bucket, images and a network of its own. */
const server = (changes: Partial<CloudRunVllmProps> = {}) =>
  foreignStack((stack) => {
    const region = changes.region ?? 'europe-west4';
    const network = new CellNetwork(stack, 'Network', { project: PROJECT, region, name: 'theirs' });
    const vllm = new CloudRunVllm(stack, 'Vllm', {
      ...{ project: PROJECT, region, network, serviceName: 'theirs-own', weights, gigabytes: 9.5, warm: 2 },
      weightsBucket: 'their-weights',
      images: 'europe-west4-docker.pkg.dev/acme-ai/their-servers',
      longestAnswerSeconds: 60,
      ...changes,
    });
    vllm.grantCall('Calls', 'serviceAccount:gateway@acme-ai.iam.gserviceaccount.com');
  });
const serviceOf = (json: Json) => only(json, 'google_cloud_run_v2_service');
const containerOf = (json: Json) => serviceOf(json).template.containers[0];
const alone = server();

test('has one L4, with what Google asks for beside it, and says that it is in several zones', () => {
  expect(serviceOf(alone).template).toMatchObject({
    node_selector: { accelerator: 'nvidia-l4' },
    gpu_zonal_redundancy_disabled: false,
    execution_environment: 'EXECUTION_ENVIRONMENT_GEN2',
  });
  const { limits, cpu_idle } = containerOf(alone).resources;
  expect(limits).toEqual({ cpu: '8', memory: '32Gi', 'nvidia.com/gpu': '1' });
  expect(cpu_idle).toBe(false);
  expect(CLOUD_RUN_L4.vcpus).toBeGreaterThanOrEqual(4);
  expect(CLOUD_RUN_L4.memoryGigabytes).toBeGreaterThanOrEqual(16);
});

test.each([
  [{ warm: 2 }, 2, 4],
  [{ warm: 2, most: 3 }, 2, 3],
  [{ warm: 0 }, 0, 1],
])('%j: %d are warm, and scaling adds up to %d', (changes, least, most) => {
  const json = server(changes);
  expect(serviceOf(json).template.scaling).toEqual({ min_instance_count: least, max_instance_count: most });
  // Of instances that nobody wants warm, none are too few.
  const alerts = resourcesOf(json, 'google_monitoring_alert_policy').map(({ display_name }) => display_name);
  const fewer = least === 0 ? [] : ['theirs-own: TooFew-europe-west4'];
  expect(alerts.sort()).toEqual(['theirs-own: Silent-europe-west4', ...fewer]);
});

test('verifies its weights against the digest before it serves them, from a bucket that it may only read', () => {
  const { command, args, env } = containerOf(alone);
  const [shell, flag, script] = command;
  expect([shell, flag]).toEqual(['/bin/sh', '-c']);
  const steps = ['sha256sum -c --status -', 'sha256sum -c --quiet --strict SHA256SUMS', 'exec python3 -m vllm'];
  const places = steps.map((step) => script.indexOf(step));
  expect(places.every((place: number) => place > 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  const folder = `/weights/models/${weights.repository}/${weights.revision}`;
  expect(args.slice(0, 4)).toEqual(['--served-model-name', weights.repository, '--model', folder]);
  expect(env).toEqual(
    expect.arrayContaining([
      { name: 'FOLDER', value: folder },
      { name: 'DIGEST', value: 'b'.repeat(64) },
      { name: 'HF_HUB_OFFLINE', value: '1' },
    ]),
  );
  expect(serviceOf(alone).template.volumes).toEqual([
    { name: 'weights', gcs: { bucket: 'their-weights', read_only: true } },
  ]);
  expect(only(alone, 'google_storage_bucket_iam_member')).toMatchObject({
    bucket: 'their-weights',
    role: 'roles/storage.objectViewer',
  });
});

test('starts a mirrored image by its digest, and names no public hub', () => {
  expect(containerOf(alone).image).toMatch(
    /^europe-west4-docker\.pkg\.dev\/acme-ai\/their-servers\/vllm\/vllm-openai@sha256:[0-9a-f]{64}$/,
  );
  expect(JSON.stringify(alone)).not.toMatch(/docker\.io|ghcr\.io|huggingface\.co/);
});

test('its start-up probe waits for a token, as long as Cloud Run does, and no longer', () => {
  const { command, startup_probe, liveness_probe } = containerOf(alone);
  expect(startup_probe.period_seconds * startup_probe.failure_threshold).toBe(600);
  expect(startup_probe.http_get).toEqual({ path: '/ready', port: 8001 });
  expect(command[2]).toContain(`"model": "${weights.repository}"`);
  // Load never fells it: a busy server answers this at once.
  expect(liveness_probe.http_get).toEqual({ path: '/health', port: 8000 });
  for (const probe of [startup_probe, liveness_probe])
    expect(probe.timeout_seconds).toBeLessThanOrEqual(probe.period_seconds);
});

test('is called from within the network alone, by those whose identity it is told', () => {
  expect(serviceOf(alone)).toMatchObject({
    ingress: 'INGRESS_TRAFFIC_INTERNAL_ONLY',
    invoker_iam_disabled: false,
    deletion_protection: true,
  });
  expect(only(alone, 'google_cloud_run_v2_service_iam_member')).toMatchObject({
    role: 'roles/run.invoker',
    member: 'serviceAccount:gateway@acme-ai.iam.gserviceaccount.com',
    name: attributeOf(alone, 'google_cloud_run_v2_service', serviceOf(alone), 'name'),
  });
});

test('all that it calls goes through a network without a way out, in which run.app is private', () => {
  const subnet = only(alone, 'google_compute_subnetwork');
  expect(subnet).toMatchObject({ private_ip_google_access: true, region: 'europe-west4' });
  expect(serviceOf(alone).template.vpc_access).toMatchObject({
    egress: 'ALL_TRAFFIC',
    network_interfaces: [{ subnetwork: attributeOf(alone, 'google_compute_subnetwork', subnet, 'id') }],
  });
  expect(only(alone, 'google_compute_network').auto_create_subnetworks).toBe(false);
  expect(resourcesOf(alone, 'google_compute_router_nat')).toEqual([]);
  const names = resourcesOf(alone, 'google_dns_record_set').map(({ name, type, rrdatas }) => [name, type, rrdatas]);
  expect(names).toEqual([
    ['*.run.app.', 'CNAME', ['run.app.']],
    ['run.app.', 'A', [8, 9, 10, 11].map((last) => `199.36.153.${last}`)],
  ]);
  expect(only(alone, 'google_dns_managed_zone')).toMatchObject({ visibility: 'private', dns_name: 'run.app.' });
});

test.each<[Partial<CloudRunVllmProps>, string]>([
  [{ region: 'europe-west3' }, 'gpu-not-offered'],
  [{ gigabytes: 18 }, 'model-loads-too-slowly'],
  [{ warm: 2, most: 1 }, 'capacity-out-of-range'],
  [{ warm: -1 }, 'capacity-out-of-range'],
  [{ warm: 1.5 }, 'capacity-out-of-range'],
])('%j is refused: %s', (changes, code) => {
  expect(() => server(changes)).toThrow(code);
});
