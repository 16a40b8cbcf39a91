// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { Reference, Unknown } from '../../../lib/estate/value';
import type { BackendService } from '../../../lib/estate/views/backend-services';
import { loadBalancersOf } from '../../../lib/estate/views/load-balancers';
import { terraformResources } from '../terraform-fixture';

const group = (region: string, service: string) => ({ region, cloud_run: { service } });

const RESOURCES = {
  google_cloud_run_v2_service: {
    west4: { name: 'gateway', location: 'europe-west4' },
    west1: { name: 'gateway', location: 'europe-west1' },
    made: { location: 'europe-west1' },
  },
  google_compute_region_network_endpoint_group: {
    west4: group('europe-west4', '${google_cloud_run_v2_service.west4.name}'),
    west1: group('europe-west1', 'gateway'),
    made: group('europe-west1', '${google_cloud_run_v2_service.made.name}'),
    gone: group('europe-north1', 'gateway'),
    bucket: { region: 'europe-west1' },
  },
  google_compute_backend_service: {
    all: {
      backend: [
        { group: '${google_compute_region_network_endpoint_group.west4.id}' },
        { group: '${google_compute_region_network_endpoint_group.west1.self_link}' },
      ],
      outlier_detection: { consecutive_errors: 3, interval: { seconds: 1, nanos: 500_000_000 } },
    },
    west4: { backend: { group: '${google_compute_region_network_endpoint_group.west4.id}' } },
    odd: {
      backend: [
        { group: '${google_compute_region_network_endpoint_group.made.id}' },
        { group: '${google_compute_region_network_endpoint_group.gone.id}' },
        { group: '${google_compute_region_network_endpoint_group.bucket.id}' },
        { group: '${google_compute_instance_group.vms.id}' },
      ],
    },
  },
  google_compute_url_map: {
    hosts: {
      default_service: '${google_compute_backend_service.all.id}',
      host_rule: [
        { hosts: ['AI.example.com', 'www.example.com'], path_matcher: 'everywhere' },
        { hosts: ['west4.example.com'], path_matcher: 'west4' },
        { hosts: ['paths.example.com'], path_matcher: 'paths' },
        { hosts: ['nothing.example.com'], path_matcher: 'missing' },
      ],
      path_matcher: [
        { name: 'everywhere', default_service: '${google_compute_backend_service.all.id}' },
        { name: 'west4', default_service: '${google_compute_backend_service.west4.id}' },
        { name: 'paths', default_service: '${google_compute_backend_service.all.id}', path_rule: [{ paths: ['/a'] }] },
      ],
    },
    odd: { default_service: '${google_compute_backend_service.odd.id}' },
    files: { default_service: '${google_compute_backend_bucket.files.id}' },
  },
  google_compute_target_https_proxy: {
    proxy: { url_map: '${google_compute_url_map.hosts.id}' },
    odd: { url_map: '${google_compute_url_map.odd.id}' },
    files: { url_map: '${google_compute_url_map.files.id}' },
  },
  google_compute_backend_bucket: { files: { bucket_name: 'files' } },
  google_compute_global_address: { address: {} },
};

function balancerOf(rule: object) {
  const estate = terraformResources({ ...RESOURCES, google_compute_global_forwarding_rule: { https: rule } });
  const [found] = loadBalancersOf(estate);
  if (found === undefined) throw new Error('no load balancer');
  return found;
}

const whole = () =>
  balancerOf({
    ip_address: '${google_compute_global_address.address.id}',
    port_range: '443',
    target: '${google_compute_target_https_proxy.proxy.id}',
  });

/** Services by region, as the graph names them. */
const servicesOf = (backend: BackendService | Unknown) => {
  if (backend instanceof Unknown || backend.endpoints instanceof Unknown) throw new Error('unknown');
  return backend.endpoints.map((one) => (one instanceof Unknown ? one : [one.region, one.serviceId]));
};

const WEST4 = ['europe-west4', 'stack/google_cloud_run_v2_service.west4'];
const WEST1 = ['europe-west1', 'stack/google_cloud_run_v2_service.west1'];

test('an address leads, by its hosts, to the services of the regions', () => {
  const found = whole();
  expect(found.address).toEqual(new Reference('stack/google_compute_global_address.address', 'id'));
  expect(found.ports).toBe('443');
  const byHost = new Map(found.hosts.map(({ host, backend }) => [host, backend]));
  expect(servicesOf(byHost.get('ai.example.com')!)).toEqual([WEST4, WEST1]);
  expect(servicesOf(byHost.get('www.example.com')!)).toEqual([WEST4, WEST1]);
  expect(servicesOf(byHost.get('west4.example.com')!)).toEqual([WEST4]);
  expect(servicesOf(found.otherHosts)).toEqual([WEST4, WEST1]);
});

test.each(['paths.example.com', 'nothing.example.com'])('where %s leads is unknown', (host) => {
  expect(whole().hosts.find((one) => one.host === host)?.backend).toBeInstanceOf(Unknown);
});

test('outlier detection is read with the defaults of Google, and is absent where it is not switched on', () => {
  const { otherHosts, hosts } = whole();
  expect(otherHosts).toMatchObject({
    outlierDetection: {
      consecutiveErrors: 3,
      enforcingConsecutiveErrors: 100,
      consecutiveGatewayFailure: 5,
      enforcingConsecutiveGatewayFailure: 0,
      intervalSeconds: 1.5,
      baseEjectionSeconds: 30,
      maxEjectionPercent: 10,
    },
  });
  expect(hosts.find(({ host }) => host === 'west4.example.com')?.backend).not.toHaveProperty('outlierDetection');
});

test('a service is found by what refers to it too; what no service of the region stands behind is unknown', () => {
  const { otherHosts, hosts } = balancerOf({ target: '${google_compute_target_https_proxy.odd.id}' });
  expect(hosts).toEqual([]);
  expect(servicesOf(otherHosts)).toEqual([
    ['europe-west1', 'stack/google_cloud_run_v2_service.made'],
    ['europe-north1', expect.any(Unknown)],
    ['europe-west1', expect.any(Unknown)],
    expect.any(Unknown),
  ]);
});

test('a backend that is no service is unknown', () => {
  expect(balancerOf({ target: '${google_compute_target_https_proxy.files.id}' }).otherHosts).toBeInstanceOf(Unknown);
});

test.each([
  ['${module.proxy.id}'],
  ['${google_compute_global_address.address.id}'],
  ['https://www.googleapis.com/compute/v1/projects/p/global/targetHttpsProxies/proxy'],
])('behind the target %s everything is unknown', (target) => {
  const { hosts, otherHosts, address } = balancerOf({ target });
  expect(hosts).toEqual([{ host: expect.any(Unknown), backend: expect.any(Unknown) }]);
  expect(otherHosts).toBeInstanceOf(Unknown);
  expect(address).toBeInstanceOf(Unknown);
});
