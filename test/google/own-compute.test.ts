import { attributeOf, fleetOf, type Json, only, PROJECT, resourcesOf, WITH_L4 } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const REGIONS = ['europe-west1', 'europe-west4'];
const { mirror, serving } = fleetOf(WITH_L4);
const services = resourcesOf(serving, 'google_cloud_run_v2_service');
const named = (name: string) => services.filter((service) => service.name === name);

test('is as warm as the plan says: both regions together carry all of it when AWS is gone', () => {
  const sizes = named('assistant-own').map(({ location, template }) => [location, template.scaling.min_instance_count]);
  // 6 requests of 1.307 s of an instance are 8.
  expect(sizes.sort()).toEqual(REGIONS.map((region) => [region, 4]));
  expect(named('assistant-own').map(({ template }) => template.scaling.max_instance_count)).toEqual([8, 8]);
});

test('each gateway may call the servers of its region, and calls them through its network alone', () => {
  const members = resourcesOf(serving, 'google_cloud_run_v2_service_iam_member').filter(({ name }) =>
    name.includes('Own-own'),
  );
  expect(members).toHaveLength(2);
  for (const { name, member, role } of members) {
    expect(role).toBe('roles/run.invoker');
    const [region] = REGIONS.filter((one) => name.includes(one));
    expect(member).toContain(`Gateway-${region}`);
  }
  for (const { location, template } of named('assistant-gateway')) {
    const subnet = only(serving, 'google_compute_subnetwork', { region: location });
    expect(template.vpc_access).toMatchObject({
      egress: 'PRIVATE_RANGES_ONLY',
      network_interfaces: [{ subnetwork: attributeOf(serving, 'google_compute_subnetwork', subnet, 'id') }],
    });
  }
  for (const { depends_on } of named('assistant-gateway')) {
    expect(depends_on.filter((address: string) => address.startsWith('google_dns_record_set.'))).toHaveLength(2);
  }
});

test('a region without servers has no network', () => {
  const [frontier, own, script] = WITH_L4.ladder!;
  const ladder = [frontier, { ...own, cells: ['google:europe-west4'] }, script];
  const lean = fleetOf({ ...WITH_L4, ladder, posture: 'warm-standby' });
  expect(resourcesOf(lean.serving, 'google_compute_network').map(({ name }) => name)).toEqual([
    'assistant-europe-west4',
  ]);
  expect(resourcesOf(lean.mirror!, 'google_storage_bucket')).toHaveLength(1);
  const gateway = resourcesOf(lean.serving, 'google_cloud_run_v2_service').find(
    ({ name, location }) => name === 'assistant-gateway' && location === 'europe-west1',
  );
  expect(gateway?.template.vpc_access).toBeUndefined();
});

describe('what servers start from', () => {
  test('is kept by a stack of its own, which serving waits for and refers to by name alone', () => {
    expect(JSON.stringify(serving)).not.toContain('terraform_remote_state');
    expect(mirror?.['//'].Understudy.part).toEqual({ kind: 'google-mirror' });
    expect(Object.keys(mirror?.provider)).toEqual(['google']);
    const buckets = resourcesOf(mirror!, 'google_storage_bucket').map(({ name, lifecycle }) => [name, lifecycle]);
    expect(buckets.sort()).toEqual(
      REGIONS.map((region) => [`assistant-weights-123456789012-${region}`, { prevent_destroy: true }]),
    );
    for (const { location, template } of named('assistant-own')) {
      expect(template.volumes[0].gcs.bucket).toBe(`assistant-weights-123456789012-${location}`);
      const [{ image }] = template.containers;
      expect(image.startsWith(`${location}-docker.pkg.dev/${PROJECT}/assistant-servers/vllm/vllm-openai@sha256:`)).toBe(
        true,
      );
    }
  });

  test('comes through a repository in each region, which asks the hub once', () => {
    const repositories = resourcesOf(mirror!, 'google_artifact_registry_repository');
    expect(
      repositories.map(({ location, repository_id, mode }: Json) => [location, repository_id, mode]).sort(),
    ).toEqual(REGIONS.map((region) => [region, 'assistant-servers', 'REMOTE_REPOSITORY']));
  });

  test('is not there for a fleet without own compute on Google', () => {
    expect(fleetOf().mirror).toBeUndefined();
  });
});

describe('an alert of each region', () => {
  const channels = ['projects/acme-ai/notificationChannels/123'];
  const told = fleetOf({ ...WITH_L4, alarms: { channels } });
  const policiesOf = (json: Json, name: string) =>
    resourcesOf(json, 'google_monitoring_alert_policy')
      .filter(({ display_name }) => display_name.startsWith(`assistant-own: ${name}-`))
      .map((policy) => ({ ...policy, condition: policy.conditions[0].condition_prometheus_query_language }) as Json);
  const labels = (region: string) =>
    `{monitored_resource="cloud_run_revision",project_id="acme-ai",location="${region}",service_name="assistant-own"`;

  test('tells of fewer instances than are to be warm, and of none, once that has lasted', () => {
    for (const region of REGIONS) {
      const [policy, ...more] = policiesOf(told.serving, 'TooFew').filter(({ condition }) =>
        condition.query.includes(`"${region}"`),
      );
      expect(more).toEqual([]);
      expect(policy?.condition).toEqual({
        query: `absent(sum(run_googleapis_com:container_instance_count${labels(region)}}) >= 4)`,
        duration: '900s',
        evaluation_interval: '60s',
      });
    }
  });

  test('tells of a server that answers nobody, whom the prober asks each minute', () => {
    for (const region of REGIONS) {
      const calls = (which: string) =>
        `sum(increase(run_googleapis_com:request_count${labels(region)},response_code_class${which}"2xx"}[8m]))`;
      expect(policiesOf(told.serving, 'Silent').map(({ condition }) => condition.query)).toContain(
        `${calls('!=')} >= 3 unless ${calls('=')} > 0`,
      );
    }
  });

  test('tells the channels, and says what to do', () => {
    const all = [...policiesOf(told.serving, 'TooFew'), ...policiesOf(told.serving, 'Silent')];
    expect(all).toHaveLength(4);
    for (const { notification_channels, documentation } of all) {
      expect(notification_channels).toEqual(channels);
      expect(documentation.content).toMatch(/See section "(see|disable-a-rung)" of the runbook\.$/);
    }
  });
});
