import { outcomesOf } from '../../../lib/drill/sweep/entry-outcomes';
import type { System } from '../../../lib/drill/system/system';
import { type FleetShape, fleetSystem } from '../support/fleet-system';

const SHAPE: FleetShape = {
  ...{ regions: ['eu-west-1', 'eu-central-1'], google: [], prefer: 'quality', prober: true },
  ...{ models: 1, deterministic: true, intervalSeconds: 10 },
};

const of = (system: System, faults: readonly string[], options = {}) => {
  const found = outcomesOf(system, { order: faults.length, ...options }).filter(
    (one) => one.faults.length === faults.length && faults.every((fault) => one.faults.includes(fault)),
  );
  expect(found).toHaveLength(system.entries.length);
  return found;
};

test('a Region that is lost is survived, after the time that its checks, the way to DNS and the resolvers take', () => {
  const [outcome] = of(fleetSystem(SHAPE), ['aws:eu-west-1']);
  expect(outcome).toMatchObject({ entry: 'ai', survives: true, lost: 0 });
  // Ten seconds three times over, at most; ten on the way; sixty in a resolver.
  expect(outcome?.seconds).toBeGreaterThan(70);
  expect(outcome?.seconds).toBeLessThan(150);
  expect(outcome?.reason).toMatch(/^after up to .* aws:eu-central-1 serves at tier 1$/);
});

test('what takes longer than may be is not survived, and says both times', () => {
  const [outcome] = of(fleetSystem(SHAPE), ['aws:eu-west-1'], { recoverySeconds: 60 });
  expect(outcome).toMatchObject({ survives: false, lost: 0 });
  expect(outcome?.reason).toMatch(/until all are back, and 60 s are allowed/);
});

test('two Regions of two at once leave nobody, and it says that DNS had nothing better', () => {
  const [outcome] = of(fleetSystem(SHAPE), ['aws:eu-west-1', 'aws:eu-central-1']);
  expect(outcome).toMatchObject({ survives: false, lost: 1 });
  expect(outcome?.reason).toMatch(/100 % .*where nothing serves; DNS has nothing better to answer/);
});

test('what no check sees is told so', () => {
  const [outcome] = of(fleetSystem({ ...SHAPE, prober: false }), ['aws:eu-west-1/certificate']);
  expect(outcome).toMatchObject({ survives: false, lost: 0.5 });
  expect(outcome?.reason).toMatch(/no health check notices/);
});

test('a lower tier serves where the floor takes it, and only there', () => {
  const system = fleetSystem(SHAPE);
  expect(of(system, ['model-1'])[0]).toMatchObject({ survives: true });
  const [strict] = of(system, ['model-1'], { floor: 1 });
  expect(strict).toMatchObject({ survives: false, lost: 1 });
  expect(strict?.reason).toMatch(/serves at tier 3/);
});

test('each name is told apart: one that leads past the failover is lost alone', () => {
  const system = fleetSystem(SHAPE);
  const [zone] = system.zones;
  const [leaf] = [...system.leaves].find(([, { cells }]) => cells[0] === 0) ?? [];
  const record = zone?.records.find(({ id }) => id === leaf);
  if (zone === undefined || record === undefined) throw new Error('no leaf');
  const direct = { ...record, id: 'direct', name: 'direct.ai', policy: { kind: 'simple' as const } };
  const both: System = {
    ...system,
    leaves: new Map([...system.leaves, ['direct', { cells: [0], needs: [], watched: [] }]]),
    zones: [{ ...zone, records: [...zone.records, direct] }],
  };
  const named = both.zones[0] as (typeof both.zones)[number];
  const entries = ['ai', 'direct.ai'].map((name) => ({ zone: named, name, type: 'A' }));
  const outcomes = of({ ...both, entries }, ['aws:eu-west-1']);
  expect(outcomes.map(({ entry, survives, lost }) => [entry, survives, lost])).toEqual([
    ['ai', true, 0],
    ['direct.ai', false, 1],
  ]);
});
