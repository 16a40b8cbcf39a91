import type { ToldCapacities } from '../../../lib/drill/capacity/capacities';
import { doubtText } from '../../../lib/drill/capacity/words';
import { type Drill, drill } from '../../../lib/drill/drill';
import type { Outage } from '../../../lib/drill/scenario/outage';
import type { System } from '../../../lib/drill/system/system';
import { fleetSystem } from '../support/fleet-system';

const REGIONS = ['eu-west-1', 'eu-central-1', 'eu-west-3'];
/** The Region that is lost, and the one that is nearest to it: its clients come there. */
const [LOST, NEXT] = ['aws:eu-west-1', 'aws:eu-west-3'];

/** Three Regions with two models each and the script below; a third of the clients beside each, ten requests a second. */
const fleet = fleetSystem({
  ...{ regions: REGIONS, google: [], prefer: 'quality', prober: true, models: 2 },
  ...{ deterministic: true, intervalSeconds: 10 },
});

const route = (name: string, floor: 1 | 2 | 3, demandPercent?: number): System['routes'][number] => ({
  ...{ name, floor, deadlineSeconds: 60, queue: 'never' },
  ...(demandPercent === undefined ? {} : { demandPercent }),
});

const outage = (what: string): Outage => ({
  ...{ id: 'one', title: what, source: 'a test', standing: 'synthetic' },
  events: what.split(' and ').map((one) => ({ what: one, how: 'kill', from: 0 })),
});

/** What becomes of 30 requests a second when a component is gone. */
function lost(
  what: string,
  routes: System['routes'],
  capacities: ToldCapacities = {},
  recoverySeconds = 300,
): Drill['played'][number] {
  const found = drill(
    { ...fleet, routes },
    {
      ...{ outages: [outage(what)], faults: 0, objective: { recoverySeconds }, survive: [], seed: 1, runs: 1 },
      ...{ requestsPerSecond: 30, capacities },
    },
  );
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return found.played[0];
}

/** What the doors of all cells take in. */
const DOORS = Object.fromEntries(REGIONS.map((region) => [`aws:${region}`, 30]));

const verdictOf = (...args: Parameters<typeof lost>) => lost(...args).verdict;

test('what the models may not carry the script does, where the floor takes it: the doors alone are to be known', () => {
  const { verdict, load } = lost(LOST, [route('chat', 3)]);
  expect(verdict).toBe('undecided');
  expect(load?.doubts).toEqual([{ name: NEXT, wanted: expect.closeTo(20, 6), least: expect.closeTo(10, 6) }]);
  expect(verdictOf(LOST, [route('chat', 3)], DOORS)).toBe('met');
});

test('above the script the models are to be known, by a name for all cells or for one', () => {
  const routes = [route('extract', 2)];
  const { verdict, load } = lost(LOST, routes, DOORS);
  expect(verdict).toBe('undecided');
  expect(load?.doubts.map(({ name }) => name)).toEqual(expect.arrayContaining([`${NEXT}/model-1`]));
  expect(verdictOf(LOST, routes, { ...DOORS, 'model-1': 20 })).toBe('met');
  expect(verdictOf(LOST, routes, { ...DOORS, [`${NEXT}/model-1`]: 20 })).toBe('met');
  expect(verdictOf(LOST, routes, { ...DOORS, 'model-1': 16, 'model-2': 3 })).toBe('missed');
  expect(verdictOf(LOST, routes, { ...DOORS, 'model-1': 16, 'model-2': 4 })).toBe('met');
});

test('a model that is gone carries nothing, and the next one has to', () => {
  const routes = [route('extract', 2)];
  expect(verdictOf('model-1', routes, { ...DOORS, 'model-1': 99, 'model-2': 10 })).toBe('met');
  expect(verdictOf('model-1', routes, { ...DOORS, 'model-1': 99, 'model-2': 9 })).toBe('missed');
  expect(verdictOf('model-1', routes, { ...DOORS, 'model-1': 99 })).toBe('undecided');
  // Nor does one that nobody missed until the one above it has too much to do.
  const enough = { ...DOORS, 'model-1': 16, 'model-2': 9 };
  expect(verdictOf(LOST, routes, enough)).toBe('met');
  expect(verdictOf(`${LOST} and model-2`, routes, enough)).toBe('missed');
});

test('what moves no load is decided without knowing what anything carries', () => {
  expect(verdictOf('model-2', [route('extract', 2)])).toBe('met');
});

test('who brings how much decides, where the routes have other floors', () => {
  const capacities = { ...DOORS, 'model-1': 16, 'model-2': 3 };
  const unsplit = lost(LOST, [route('chat', 3), route('extract', 2)], capacities);
  expect(unsplit.verdict).toBe('undecided');
  expect(doubtText(unsplit.load as NonNullable<typeof unsplit.load>)).toMatch(/how the demand is split/);
  // Half and half: of ten each model-1 leaves two and model-2 half of that, and the script is below what extract takes.
  const even = lost(LOST, [route('chat', 3, 50), route('extract', 2, 50)], capacities);
  expect(even.load).toMatchObject({ verdict: 'missed', lacking: [{ cell: NEXT }] });
  expect(even.load?.lacking[0]?.requestsPerSecond).toBeCloseTo(0.5, 3);
  expect(verdictOf(LOST, [route('chat', 3, 50), route('extract', 2, 50)], { ...capacities, 'model-2': 4 })).toBe('met');
});

// While the cells turn one after the other, all clients go to the last of them.
test('what is too much for a while is no miss, as long as it is over in time', () => {
  const routes = [route('extract', 2)];
  const capacities = { ...DOORS, 'model-1': 99, 'model-2': 10 };
  expect(verdictOf('model-1', routes, capacities)).toBe('met');
  expect(verdictOf('model-1', routes, capacities, 1)).toBe('missed');
});

test('own compute carries what is warm of it, as its fleet says', () => {
  const services = REGIONS.map((region) => ({
    ...{ rung: 'model-1', cell: `aws:${region}` as const, warm: 4, most: 6, millisecondsPerRequest: 200 },
  }));
  const own = { compute: { posture: 'active-active', services, uncovered: [] }, ladder: [], objectives: {} };
  const judged = (warm: number) => {
    const compute = { ...own.compute, services: services.map((one) => ({ ...one, warm })) };
    const system = { ...fleet, routes: [route('extract', 1)], fleet: { ...own, compute } } as unknown as System;
    const found = drill(system, {
      ...{ outages: [outage(LOST)], faults: 0, objective: { recoverySeconds: 600 }, survive: [] },
      ...{ seed: 1, runs: 1, requestsPerSecond: 30, capacities: DOORS },
    });
    return 'problems' in found ? found.problems : found.verdict;
  };
  expect(judged(4)).toBe('met');
  expect(judged(3)).toBe('missed');
});
