import { GlobalLoadBalancer } from '../../lib/google/global-load-balancer';
import { attributeOf, foreignStack, only, PROJECT, resourcesOf } from './fleets';

const balancer = (...regions: string[]) =>
  foreignStack((stack) => {
    new GlobalLoadBalancer(stack, 'LoadBalancer', {
      project: PROJECT,
      prefix: 'theirs',
      domain: 'ai.example.com',
      services: regions.map((region) => ({ region, serviceName: `service-in-${region}` })),
      certificateMap: '//certificatemanager.googleapis.com/projects/acme-ai/locations/global/certificateMaps/theirs',
    });
  });

const json = balancer('europe-west4', 'europe-west1', 'us-central1');
const backends = resourcesOf(json, 'google_compute_backend_service');
const everywhere = only(json, 'google_compute_backend_service', { name: 'theirs-everywhere' });

test('a serverless group a region, of the service there', () => {
  const groups = resourcesOf(json, 'google_compute_region_network_endpoint_group');
  expect(
    groups
      .map(({ region, cloud_run, network_endpoint_type }) => [region, cloud_run.service, network_endpoint_type])
      .sort(),
  ).toEqual([
    ['europe-west1', 'service-in-europe-west1', 'SERVERLESS'],
    ['europe-west4', 'service-in-europe-west4', 'SERVERLESS'],
    ['us-central1', 'service-in-us-central1', 'SERVERLESS'],
  ]);
});

test('no backend has what a serverless group refuses', () => {
  expect(backends).toHaveLength(4);
  for (const backend of backends) {
    expect(backend.load_balancing_scheme).toBe('EXTERNAL_MANAGED');
    for (const refused of ['timeout_sec', 'health_checks', 'port_name']) expect(backend).not.toHaveProperty(refused);
    for (const group of backend.backend) expect(Object.keys(group)).toEqual(['group']);
  }
});

test('one backend has all regions, and leaves out those that answer errors, never all of them', () => {
  expect(everywhere.backend).toHaveLength(3);
  expect(everywhere.outlier_detection).toMatchObject({
    consecutive_errors: 5,
    enforcing_consecutive_errors: 100,
    base_ejection_time: { seconds: 30 },
    max_ejection_percent: 66,
  });
});

test.each([
  [2, 50],
  [4, 75],
])('of %d regions at most %d percent are left out', (count, percent) => {
  const regions = ['europe-west4', 'europe-west1', 'us-central1', 'us-east1'].slice(0, count);
  const all = only(balancer(...regions), 'google_compute_backend_service', { name: 'theirs-everywhere' });
  expect(all.outlier_detection.max_ejection_percent).toBe(percent);
});

test('a lone region is never left out', () => {
  expect(
    only(balancer('europe-west4'), 'google_compute_backend_service', { name: 'theirs-everywhere' }),
  ).not.toHaveProperty('outlier_detection');
});

test("each region's own name leads to it alone, the served one and any other to all", () => {
  const { default_service, host_rule, path_matcher } = only(json, 'google_compute_url_map');
  const idOf = (name: string) =>
    attributeOf(json, 'google_compute_backend_service', only(json, 'google_compute_backend_service', { name }), 'id');
  const serviceFor = (host: string) => {
    const { path_matcher: matcher } = host_rule.find(({ hosts }: { hosts: string[] }) => hosts.includes(host));
    return path_matcher.find(({ name }: { name: string }) => name === matcher).default_service;
  };
  expect(default_service).toBe(idOf('theirs-everywhere'));
  expect(serviceFor('ai.example.com')).toBe(idOf('theirs-everywhere'));
  for (const region of ['europe-west4', 'europe-west1', 'us-central1']) {
    expect(serviceFor(`${region}.google.ai.example.com`)).toBe(idOf(`theirs-${region}`));
    const own = only(json, 'google_compute_backend_service', { name: `theirs-${region}` });
    const group = only(json, 'google_compute_region_network_endpoint_group', { region });
    expect(own.backend).toEqual([
      { group: attributeOf(json, 'google_compute_region_network_endpoint_group', group, 'id') },
    ]);
  }
  expect(host_rule).toHaveLength(4);
});

test('TLS 1.2 or newer on 443 of one kept IPv4 address', () => {
  expect(only(json, 'google_compute_ssl_policy')).toMatchObject({ min_tls_version: 'TLS_1_2', profile: 'MODERN' });
  const proxy = only(json, 'google_compute_target_https_proxy');
  expect(proxy.ssl_policy).toBe(
    attributeOf(json, 'google_compute_ssl_policy', only(json, 'google_compute_ssl_policy'), 'id'),
  );
  expect(proxy.certificate_map).toMatch(/^\/\/certificatemanager\.googleapis\.com\//);
  const address = only(json, 'google_compute_global_address');
  expect(address).toMatchObject({ ip_version: 'IPV4', address_type: 'EXTERNAL', lifecycle: { prevent_destroy: true } });
  expect(only(json, 'google_compute_global_forwarding_rule')).toMatchObject({
    port_range: '443',
    load_balancing_scheme: 'EXTERNAL_MANAGED',
    ip_address: attributeOf(json, 'google_compute_global_address', address, 'id'),
    target: attributeOf(json, 'google_compute_target_https_proxy', proxy, 'id'),
  });
});
