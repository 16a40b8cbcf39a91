import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { groundOf } from '../../lib/drill/scenario/ground';
import { Reference, Unknown } from '../../lib/estate/value';
import type { BackendService, ServerlessEndpoint } from '../../lib/estate/views/backend-services';
import { cloudRunServicesOf } from '../../lib/estate/views/cloud-run-services';
import { loadBalancersOf } from '../../lib/estate/views/load-balancers';
import { mountedFile } from '../../lib/estate/views/mounted-file';
import { BOTH_CLOUDS, GOOGLE_REGIONS, removeSynthesized, synthesizedFleet } from './both-clouds';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const fleet = () => synthesizedFleet(BOTH_CLOUDS);

afterAll(removeSynthesized);

test('one estate holds the stacks of both clouds, and knows that the records come after what they lead to', () => {
  const { stacks } = fleet().estate;
  expect(stacks.map(({ language }) => language)).toEqual([
    ...Array(5).fill('cloudformation'),
    'terraform',
    'terraform',
  ]);
  expect(stacks.find(({ name }) => name === 'google-dns')).toMatchObject({
    dependsOn: ['google-serving'],
    intent: { domain: 'ai.example.com', part: { kind: 'google-dns' } },
  });
});

test('each region has a service that can be run from what was synthesized', () => {
  // The prober's services probe; they serve nobody.
  const services = cloudRunServicesOf(fleet().estate).filter(({ args }) => String(args).endsWith('/index.js'));
  expect(services.map(({ region }) => region).sort()).toEqual([...GOOGLE_REGIONS].sort());
  for (const service of services) {
    const { node: _node, mounts: _mounts, serviceAccount, ...declared } = service;
    for (const value of Object.values(declared)) expect(value).not.toBeInstanceOf(Unknown);
    for (const value of Object.values(service.environment)) expect(typeof value).toBe('string');
    expect(service.environment.UNDERSTUDY_CELL).toBe(`google:${service.region}`);
    expect(service.minInstances).toBeGreaterThanOrEqual(1);
    expect(serviceAccount).toBeInstanceOf(Reference);
    expect(service.command).toEqual(['node']);
    const [main] = service.args as string[];
    const file = mountedFile(service, main as string) as string;
    expect(file).toMatch(/\/index\.js$/);
    // What the gateway reads lies beside it.
    for (const name of ['config.json', 'corpus.json']) {
      expect(mountedFile(service, `${dirname(main as string)}/${name}`)).toBe(join(dirname(file), name));
      expect(existsSync(join(dirname(file), name))).toBe(true);
    }
  }
});

test('the one address leads to all regions, and by its own name to each of them alone', () => {
  const { estate, zone } = fleet();
  const [balancer, ...others] = loadBalancersOf(estate);
  expect(others).toEqual([]);
  const regionsOf = (backend: BackendService | Unknown) =>
    ((backend as BackendService).endpoints as readonly ServerlessEndpoint[]).map(({ region, serviceId }) => {
      expect(estate.nodes.get(String(serviceId))?.properties.location).toBe(region);
      return region;
    });
  expect(Object.fromEntries(balancer!.hosts.map(({ host, backend }) => [host, regionsOf(backend)]))).toEqual({
    'ai.example.com': GOOGLE_REGIONS,
    ...Object.fromEntries(GOOGLE_REGIONS.map((region) => [`${region}.google.ai.example.com`, [region]])),
  });
  expect(balancer!.otherHosts).toMatchObject({ outlierDetection: { consecutiveErrors: 5 } });
  // The records lead to the very address at which it listens.
  const led = zone.records.flatMap(({ type, target }) =>
    type === 'A' && target.kind === 'resource-address' ? [target.resource] : [],
  );
  expect(new Set(led)).toEqual(new Set([(balancer!.address as Reference).nodeId]));
});

test('the cells of both clouds can be killed, and the rungs of each be faulted', () => {
  const { cells, rungs } = groundOf(fleet().estate);
  const google = GOOGLE_REGIONS.map((region) => `google:${region}`);
  expect(cells).toHaveLength(5);
  expect(cells).toEqual(expect.arrayContaining(google));
  expect(rungs.map(({ name, cells: having }) => [name, having.length])).toEqual([
    ['frontier', 5],
    ['open-weights', 5],
  ]);
});
