import { answer } from '../../lib/drill/route53/answer';
import { checkHealth } from '../../lib/drill/route53/health';
import type { EndpointCheck, Location } from '../../lib/drill/route53/model';
import { awsRegionLocation } from '../../lib/drill/route53/places';
import { type EstateZone, zonesOf } from '../../lib/drill/route53/zones';
import { groundOf } from '../../lib/drill/scenario/ground';
import type { Estate } from '../../lib/estate/estate';
import { readCloudAssembly } from '../../lib/estate/read-cloud-assembly';
import { Unknown } from '../../lib/estate/value';
import { functionsOf } from '../../lib/estate/views/functions';
import { restApisOf } from '../../lib/estate/views/rest-apis';
import { fleetOf } from '../aws/fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const REGIONS = ['eu-central-1', 'eu-west-1', 'eu-west-3'];

let estate: Estate;
let zone: EstateZone;

beforeAll(() => {
  estate = readCloudAssembly(fleetOf().assembly.directory);
  const [only, ...others] = zonesOf(estate);
  expect(others).toEqual([]);
  zone = only as EstateZone;
});

test('everything in the zone is modelled', () => {
  expect(zone.id).toBe('Z0123456789ABCDEFGHIJ');
  expect(zone.unmodelled).toEqual([]);
  expect(zone.records.map(({ name }) => name).sort()).toEqual(
    [
      ...['ai', 'ai', 'best.ai', 'any.ai'],
      ...REGIONS.flatMap((region) => ['best.aws.ai', 'any.aws.ai', `${region}.aws.ai`]),
    ]
      .map((name) => `${name}.example.com`)
      .sort(),
  );
});

const endpointsThatAre = (inverted: boolean) =>
  zone.checks.filter((check): check is EndpointCheck => check.kind === 'endpoint' && check.inverted === inverted);

test('each Region is probed twice at its own name, every 10 s with a threshold of 3', () => {
  const endpoints = endpointsThatAre(false);
  expect(endpoints.map(({ host, path }) => `${host}${path}`).sort()).toEqual(
    REGIONS.flatMap((region) =>
      ['preferred', 'serving'].map((path) => `${region}.aws.ai.example.com/health/${path}`),
    ).sort(),
  );
  for (const { intervalSeconds, failureThreshold } of endpoints)
    expect([intervalSeconds, failureThreshold]).toEqual([10, 3]);
});

test("each Region's switch is looked for at another's name, in the text and from three places", () => {
  const switches = endpointsThatAre(true);
  expect(switches.map(({ host, path, searchString }) => `${host}${path} ${searchString}`).sort()).toEqual([
    'eu-central-1.aws.ai.example.com/switch/eu-west-1 understudy-evacuate:eu-west-1;',
    'eu-west-1.aws.ai.example.com/switch/eu-central-1 understudy-evacuate:eu-central-1;',
    'eu-west-1.aws.ai.example.com/switch/eu-west-3 understudy-evacuate:eu-west-3;',
  ]);
  for (const { intervalSeconds, failureThreshold, checkerRegions } of switches)
    expect([intervalSeconds, failureThreshold, checkerRegions.length]).toEqual([30, 3, 3]);
});

test('the functions can be run from what was synthesized, and all routes lead to one', () => {
  for (const { node, codeDirectory, handler, environment } of functionsOf(estate)) {
    expect(codeDirectory).toEqual(expect.stringContaining(String(estate.directories[0])));
    expect(typeof handler).toBe('string');
    // A watch looks at another Region's cell, and is no part of the one beside it.
    if (handler === 'watch.handler') expect(environment.UNDERSTUDY_CELL).toBeUndefined();
    else expect(environment.UNDERSTUDY_CELL).toBe(`aws:${node.stack.region}`);
  }
  const apis = restApisOf(estate);
  expect(apis.map(({ node }) => node.stack.region).sort()).toEqual(REGIONS);
  for (const { node, routes, domains, defaultEndpointDisabled, unreadRoutes } of apis) {
    expect(domains.map(({ hostName }) => hostName)).toEqual([
      'ai.example.com',
      `${node.stack.region}.aws.ai.example.com`,
    ]);
    expect(defaultEndpointDisabled).toBe(true);
    expect(unreadRoutes).toBeUndefined();
    for (const value of routes.flatMap((route) => Object.values(route))) expect(value).not.toBeInstanceOf(Unknown);
    expect(routes.find(({ path }) => path === '/v1/{proxy+}')?.streaming).toBe(true);
  }
});

test('the rungs that call a model can be faulted, the deterministic one cannot', () => {
  const ground = groundOf(estate);
  const cells = [...ground.cells].sort();
  expect(cells).toEqual(REGIONS.map((region) => `aws:${region}`));
  expect(ground.rungs.map(({ name, cells: having }) => [name, having.length])).toEqual([
    ['frontier', 3],
    ['open-weights', 3],
  ]);
});

/** The Region that a client beside Dublin gets while the probes of these names and paths fail. */
function answeredBy(...failing: string[]): string {
  const endpointIsHealthy = (id: string) => {
    const check = zone.checks.find((one): one is EndpointCheck => one.id === id && one.kind === 'endpoint');
    if (check?.inverted) return true;
    return !failing.includes(`${check?.host.split('.')[0]}${check?.path.replace('/health', '')}`);
  };
  const question = { name: 'ai.example.com', type: 'A', from: awsRegionLocation('eu-west-1') as Location };
  const found = answer(zone, question, (id) => checkHealth(zone.checks, id, endpointIsHealthy));
  const target = found?.record.target;
  const node = target?.kind === 'alias-resource' ? estate.nodes.get(target.resource) : undefined;
  // The answer is the domain of the served name: only that one's API answers for it.
  expect(node?.properties.DomainName).toBe('ai.example.com');
  return String(node?.stack.region);
}

const dead = (region: string) => [`${region}/serving`, `${region}/preferred`];
const degraded = (region: string) => `${region}/preferred`;

test.each<[string, string[], string]>([
  ['all is well', [], 'eu-west-1'],
  ['the nearest is dead', dead('eu-west-1'), 'eu-west-3'],
  ['two are dead', [...dead('eu-west-1'), ...dead('eu-west-3')], 'eu-central-1'],
  ['the nearest has lost tier 1', [degraded('eu-west-1')], 'eu-west-3'],
  ['all have lost tier 1', REGIONS.map(degraded), 'eu-west-1'],
  ['all have lost tier 1, and the nearest is dead', [...REGIONS.map(degraded), 'eu-west-1/serving'], 'eu-west-3'],
  ['all are dead', REGIONS.flatMap(dead), 'eu-west-1'],
])('when %s', (_, failing, region) => {
  expect(answeredBy(...failing)).toBe(region);
});
