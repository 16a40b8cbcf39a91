import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InvalidConfiguration } from '../../../lib/contract/problem';
import { readEstate } from '../../../lib/estate/read-estate';
import { environmentValue } from '../../../lib/rehearsal/plan/cell-plan';
import { type FleetPlan, planOf } from '../../../lib/rehearsal/plan/plan';
import { bothClouds } from '../support/flight';

let folder: string;
let directories: readonly string[];
let serving: string;
let original: string;

beforeAll(() => {
  const { estate, folder: written } = bothClouds('quality');
  folder = written;
  directories = estate.directories;
  const stack = estate.stacks.find(({ intent }) => intent?.part.kind === 'google-serving');
  serving = join(directories[1], stack?.file ?? '');
  original = readFileSync(serving, 'utf8');
});
afterEach(() => writeFileSync(serving, original));
afterAll(() => rmSync(folder, { recursive: true }));

const plan = () => planOf(readEstate(directories));

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON has as many shapes as there are resource types
type Json = Record<string, any>;

/** The plan once the resources of `google-serving` have been changed. */
function after(change: (resource: Json) => void): FleetPlan {
  const changed = JSON.parse(original) as Json;
  change(changed.resource);
  writeFileSync(serving, JSON.stringify(changed));
  return plan();
}

function problemsAfter(change: (resource: Json) => void): readonly string[] {
  try {
    after(change);
    return [];
  } catch (error) {
    return [...new Set((error as InvalidConfiguration).problems.map(({ code }) => code))];
  }
}

const services = (resource: Json): Json[] => Object.values(resource.google_cloud_run_v2_service);
const container = (service: Json): Json => service.template.containers[0];

test('a Google cell is its service behind the load balancer: command, files, environment, time-out', () => {
  const { cells } = plan();
  expect(cells.map(({ cell }) => cell)).toEqual([
    ...['aws:eu-central-1', 'aws:eu-west-1'],
    ...['google:europe-west1', 'google:europe-west4'],
  ]);
  const cell = cells.find(({ region }) => region === 'europe-west4');
  if (cell?.cloud !== 'google') throw new Error('no such cell');
  const { service } = cell;
  expect(service.command).toEqual(['node', expect.stringMatching(/^\/bundle\/[0-9a-f]{64}\/index\.js$/)]);
  expect([...service.files.keys()].map((path) => basename(path)).sort()).toEqual([
    ...['config.json', 'corpus.json', 'index.js', 'prober.js', 'worker.js'],
  ]);
  expect(readFileSync(service.files.get(service.command[1]) ?? '', 'utf8').length).toBeGreaterThan(1000);
  expect(service.timeoutSeconds).toBe(65);
  expect(cell.prober?.everySeconds).toBe(60);
  expect(cell.prober?.program.command[1]).toMatch(/\/prober\.js$/);
  expect(cell.prober?.program.environment.UNDERSTUDY_OWN_NAME).toBe('europe-west4.google.ai.example.com');
  expect(environmentValue(cell, 'cell')).toBe('google:europe-west4');
  expect(environmentValue(cell, 'googleProject')).toBe('acme-ai');
});

test('the load balancer: one address, a name a region, the served one and all others to every region', () => {
  const { balancers } = plan();
  expect(balancers).toHaveLength(1);
  const [{ hosts, otherHosts, addressId }] = balancers;
  expect(addressId).toMatch(/google_compute_global_address/);
  expect(hosts.map(({ host, backend }) => [host, backend.serviceIds.length])).toEqual([
    ['ai.example.com', 2],
    ['europe-west4.google.ai.example.com', 1],
    ['europe-west1.google.ai.example.com', 1],
  ]);
  expect(otherHosts.outlierDetection).toMatchObject({
    consecutiveErrors: 5,
    baseEjectionSeconds: 30,
    intervalSeconds: 1,
  });
  expect(hosts[1].backend.outlierDetection).toBeUndefined();
});

test('a prober that nothing calls is no prober', () => {
  expect(problemsAfter((resource) => delete resource.google_cloud_scheduler_job)).toEqual(['prober-without-schedule']);
});

test('a service to which no load balancer leads is no cell', () => {
  const { cells } = after((resource) => {
    const [id, service] = Object.entries<Json>(resource.google_cloud_run_v2_service)[0];
    resource.google_cloud_run_v2_service[`${id}_model`] = { ...service, name: 'model', location: 'europe-north1' };
  });
  expect(cells.map(({ region }) => region)).not.toContain('europe-north1');
});

test.each<[string, string, (resource: Json) => void]>([
  ['a command that only the image knows', 'image-needed', (all) => delete container(services(all)[0]).command],
  ['another program than Node', 'image-needed', (all) => (container(services(all)[0]).command = ['python'])],
  [
    'a variable that is known only after deployment',
    'value-after-deployment',
    (all) => {
      const account = Object.keys(all.google_service_account)[0];
      container(services(all)[0]).env.push({ name: 'WHO', value: `\${google_service_account.${account}.email}` });
    },
  ],
  [
    'a volume that is no bucket',
    'unknown-value',
    (all) => {
      services(all)[0].template.volumes = [{ name: 'bundle', empty_dir: {} }];
    },
  ],
  [
    'an address that Google chooses',
    'unknown-value',
    (all) => {
      for (const rule of Object.values<Json>(all.google_compute_global_forwarding_rule)) delete rule.ip_address;
    },
  ],
  [
    'an address that is written out',
    'address-is-no-resource',
    (all) => {
      for (const rule of Object.values<Json>(all.google_compute_global_forwarding_rule))
        rule.ip_address = '203.0.113.10';
    },
  ],
  [
    'two services behind it in one region',
    'cell-twice',
    (all) => {
      const [one, other] = services(all);
      const groups = Object.values<Json>(all.google_compute_region_network_endpoint_group);
      for (const group of groups) if (group.region === other.location) group.region = one.location;
      Object.assign(other, { name: 'other', location: one.location });
      groups[1].cloud_run = { service: 'other' };
    },
  ],
])('%s is refused as %s', (_name, code, change) => {
  expect(problemsAfter(change)).toEqual([code]);
});

test('a load balancer for another port is not run: nothing here would ask it', () => {
  const { balancers, cells } = after((all) => {
    for (const rule of Object.values<Json>(all.google_compute_global_forwarding_rule)) rule.port_range = '8443';
  });
  expect(balancers).toEqual([]);
  expect(cells.every(({ cloud }) => cloud === 'aws')).toBe(true);
});
