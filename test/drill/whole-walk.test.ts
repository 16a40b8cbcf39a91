import { answer } from '../../lib/drill/route53/answer';
import { checkHealth } from '../../lib/drill/route53/health';
import type { Answer, Location } from '../../lib/drill/route53/model';
import { awsRegionLocation } from '../../lib/drill/route53/places';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { switchesOf } from '../../lib/topology/switches';
import { topology } from '../aws/fleets';
import { BOTH_CLOUDS, removeSynthesized, synthesizedFleet } from './both-clouds';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

afterAll(removeSynthesized);

/** `degraded`: it meets the floor and has lost its preferred tier. */
type State = 'well' | 'degraded' | 'dead' | 'evacuated';

const DUBLIN = 'eu-west-1';
const PARIS = 'eu-west-3';
const FRANKFURT = 'eu-central-1';
/** By their distance from the client. */
const NEAREST = [DUBLIN, PARIS, FRANKFURT];

const SECOND_CLOUD = { probeHost: 'llm-b.example.net', servingPath: '/floor' };
const ADDRESSES = { ...SECOND_CLOUD, addresses: ['203.0.113.10'] };
const IN_ZONE = { ...SECOND_CLOUD, nameInZone: 'theirs.ai.example.com' };
const PREFERRED = { preferredPath: '/best' };

interface World {
  readonly zone: ReturnType<typeof synthesizedFleet>['zone'];
  readonly regions: readonly string[];
  /** Of the Regions that can be left: which one holds whose switch. */
  readonly holders: Readonly<Record<string, string>>;
  /** The places of the second cloud, by the host under which each is probed. */
  readonly places: readonly string[];
  /** Whether the second cloud may stand among the best. */
  readonly hasPreferred: boolean;
  readonly prefer: 'quality' | 'locality';
  answer(states: Readonly<Record<string, State>>): Answer & { readonly by: string };
}

function worldOf(changes: Partial<ServingDocument>): World {
  const { estate, zone } = synthesizedFleet(changes);
  const hosts = zone.checks.flatMap((check) => (check.kind === 'endpoint' && !check.inverted ? [check.host] : []));
  const places = [...new Set(hosts)].filter((host) => !host.endsWith('.aws.ai.example.com'));
  return {
    zone,
    holders: Object.fromEntries(
      switchesOf(topology(changes)).map(({ name, heldBy }) => [name, heldBy.replace('aws:', '')]),
    ),
    regions: NEAREST.filter((region) => changes.aws?.regions.includes(region) ?? true),
    places,
    hasPreferred: changes.google !== undefined || changes.secondCloud?.preferredPath !== undefined,
    prefer: changes.prefer ?? 'quality',
    answer(states) {
      const stateOf = (host: string) => states[host.replace('.aws.ai.example.com', '')] ?? 'well';
      const probePasses = (id: string) => {
        const check = zone.checks.find((one) => one.id === id);
        // No alarm says that a Region's answers are the worse ones: what happens then is the drill's to play.
        if (check?.kind === 'metric') return true;
        if (check?.kind !== 'endpoint') throw new Error(`no probe ${id}`);
        const state = stateOf(check.host);
        // A switch is probed where another cell holds it: dead, that one says nothing.
        if (check.inverted) return state === 'dead' || states[check.path.replace('/switch/', '')] !== 'evacuated';
        return state !== 'dead' && (state !== 'degraded' || !/preferred|best/.test(check.path));
      };
      const isHealthy = (id: string) => checkHealth(zone.checks, id, probePasses);
      const from = awsRegionLocation(DUBLIN) as Location;
      const found = answer(zone, { name: 'ai.example.com', type: 'A', from }, isHealthy);
      if (found === undefined) throw new Error('no answer');
      const { target } = found.record;
      const node = 'resource' in target ? estate.nodes.get(target.resource) : undefined;
      const isRegion = node?.type === 'AWS::ApiGateway::DomainName';
      // Only the domain of the served name belongs to an API that answers for it.
      if (isRegion) expect(node.properties.DomainName).toBe('ai.example.com');
      return { ...found, by: isRegion ? String(node.stack.region) : 'the second cloud' };
    },
  };
}

const all = (places: readonly string[], state: State) => Object.fromEntries(places.map((place) => [place, state]));

/** An order that lies where nobody answers any more is none. */
function effective({ holders }: World, states: Readonly<Record<string, State>>): Record<string, State> {
  const inForce = (place: string) => states[holders[place] ?? ''] !== 'dead';
  return Object.fromEntries(
    Object.entries(states).map(([place, state]) => [place, state === 'evacuated' && !inForce(place) ? 'well' : state]),
  );
}

/** What the design says in words. */
function designed({ regions, places, hasPreferred, prefer }: World, states: Readonly<Record<string, State>>): string {
  const first = (...wanted: State[]) => regions.find((region) => wanted.includes(states[region] ?? 'well'));
  const second = (...wanted: State[]) =>
    places.some((place) => wanted.includes(states[place] ?? 'well')) ? 'the second cloud' : undefined;
  return (
    (prefer === 'quality' ? (first('well') ?? (hasPreferred ? second('well') : undefined)) : undefined) ??
    first('well', 'degraded') ??
    second('well', 'degraded') ??
    // Nobody meets the floor: open, down the primaries, dead and evacuated Regions included.
    (regions[0] as string)
  );
}

function* combinations(places: readonly string[], states: readonly State[]): Generator<Record<string, State>> {
  const [place, ...others] = places;
  if (place === undefined) return yield {};
  for (const rest of combinations(others, states)) for (const state of states) yield { ...rest, [place]: state };
}

const SECOND_CLOUDS: [string, Partial<ServingDocument>][] = [
  ['no second cloud', {}],
  ['Google in two regions', BOTH_CLOUDS],
  ['an endpoint with addresses', { secondCloud: ADDRESSES }],
  ['an endpoint with addresses that may be best', { secondCloud: { ...ADDRESSES, ...PREFERRED } }],
  ['an endpoint with a name in the zone', { secondCloud: IN_ZONE }],
  ['an endpoint with a name in the zone that may be best', { secondCloud: { ...IN_ZONE, ...PREFERRED } }],
];

const ONE_REGION = { aws: { account: '111122223333', regions: [FRANKFURT] } };

const WORLDS = SECOND_CLOUDS.flatMap(([second, changes]) =>
  (['quality', 'locality'] as const).flatMap((prefer): [string, Partial<ServingDocument>][] => [
    [`three Regions, ${second}, ${prefer}`, { ...changes, prefer }],
    [`one Region, ${second}, ${prefer}`, { ...changes, prefer, ...ONE_REGION }],
  ]),
);

test.each(WORLDS)('%s: in whatever state the cells are, the answer is the designed one', (_, changes) => {
  const world = worldOf(changes);
  // A lone Region has no switch.
  const canBe: readonly State[] = [
    'well',
    'degraded',
    'dead',
    ...(world.regions.length > 1 ? ['evacuated' as const] : []),
  ];
  for (const aws of combinations(world.regions, canBe)) {
    for (const others of combinations(world.places, ['well', 'degraded', 'dead'])) {
      const said = { ...aws, ...others };
      const states = effective(world, said);
      const { by, ttlSeconds, failedOpen } = world.answer(said);
      expect([said, by]).toEqual([said, designed(world, states)]);
      expect(ttlSeconds).toBe(60);
      const somebody = Object.values(states).some((state) => state === 'well' || state === 'degraded');
      expect([states, failedOpen]).toEqual([states, !somebody]);
    }
  }
});

/** The second cloud has everything that a cloud can have; the places of Google are its regions' probed names. */
const GOOGLE = ['europe-west4.google.ai.example.com', 'europe-west1.google.ai.example.com'];
const [NETHERLANDS = '', BELGIUM = ''] = GOOGLE;
/** Google's order lies in a Region that is dead: it is in force no more. */
const HELD = 'the second cloud';

test.each<[string, Record<string, State>, string, string]>([
  ['all is well', {}, DUBLIN, DUBLIN],
  ['one Region has lost tier 1', { [DUBLIN]: 'degraded' }, PARIS, DUBLIN],
  ['one Region is dead', { [DUBLIN]: 'dead' }, PARIS, PARIS],
  ['one Region is evacuated', { [DUBLIN]: 'evacuated' }, PARIS, PARIS],
  ['all of AWS has lost tier 1', all(NEAREST, 'degraded'), 'the second cloud', DUBLIN],
  [
    'AWS has lost tier 1, and Google one region',
    { ...all(NEAREST, 'degraded'), [NETHERLANDS]: 'dead' },
    'the second cloud',
    DUBLIN,
  ],
  ['everybody has lost tier 1', all([...NEAREST, ...GOOGLE], 'degraded'), DUBLIN, DUBLIN],
  [
    'everybody has lost tier 1, and the nearest is evacuated',
    { ...all([...NEAREST, ...GOOGLE], 'degraded'), [DUBLIN]: 'evacuated' },
    PARIS,
    PARIS,
  ],
  ['all of AWS is dead', all(NEAREST, 'dead'), 'the second cloud', 'the second cloud'],
  [
    'all of AWS is dead, and Google has lost tier 1 and a region',
    { ...all(NEAREST, 'dead'), [NETHERLANDS]: 'dead', [BELGIUM]: 'degraded' },
    'the second cloud',
    'the second cloud',
  ],
  ['all of AWS is dead, and Google evacuated', { ...all(NEAREST, 'dead'), google: 'evacuated' }, HELD, HELD],
  [
    'AWS has lost tier 1, and Google is evacuated',
    { ...all(NEAREST, 'degraded'), google: 'evacuated' },
    DUBLIN,
    DUBLIN,
  ],
  ['Google is dead', all(GOOGLE, 'dead'), DUBLIN, DUBLIN],
  ['nobody meets the floor', all([...NEAREST, ...GOOGLE], 'dead'), DUBLIN, DUBLIN],
  [
    'nobody meets the floor, and the nearest is evacuated',
    { ...all([...NEAREST, ...GOOGLE], 'dead'), [DUBLIN]: 'evacuated' },
    DUBLIN,
    DUBLIN,
  ],
])('with Google, when %s', (_, states, quality, locality) => {
  expect(worldOf({ ...BOTH_CLOUDS, prefer: 'quality' }).answer(states).by).toBe(quality);
  expect(worldOf({ ...BOTH_CLOUDS, prefer: 'locality' }).answer(states).by).toBe(locality);
});

test('all of the zone is modelled, but for the health of what is not ours', () => {
  const reasons = (changes: Partial<ServingDocument>) => worldOf(changes).zone.unmodelled.map(({ reason }) => reason);
  expect(reasons({})).toEqual([]);
  expect(reasons(BOTH_CLOUDS)).toEqual([]);
  expect(reasons({ secondCloud: ADDRESSES })).toEqual([]);
  expect(reasons({ secondCloud: IN_ZONE })).toEqual([
    expect.stringContaining('theirs.ai.example.com, is not modelled'),
  ]);
});
