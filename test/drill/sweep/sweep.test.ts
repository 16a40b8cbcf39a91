import fc from 'fast-check';
import { Algebra } from '../../../lib/drill/algebra/algebra';
import { availabilityOf } from '../../../lib/drill/availability/availability';
import { cutSets, shareBelow } from '../../../lib/drill/sweep/cut-sets';
import { importanceOf } from '../../../lib/drill/sweep/importance';
import { survival } from '../../../lib/drill/sweep/survival';
import { numberOfCombinations, rowOf, sweep } from '../../../lib/drill/sweep/sweep';
import type { System } from '../../../lib/drill/system/system';
import { fleetSystem } from '../support/fleet-system';

const system = fleetSystem({
  ...{ regions: ['eu-west-1', 'us-east-1'], google: [], prefer: 'locality', prober: false },
  ...{ models: 1, deterministic: false, intervalSeconds: 10 },
});

const names = ({ components }: System, faults: readonly number[]) =>
  faults.map((fault) => components[fault]?.id).join(' + ');

function swept(order: number, one: System = system) {
  return sweep(new Algebra(one), order);
}

test('every set is swept once', () => {
  const { rows, scenarios } = swept(2);
  expect(rows).toHaveLength(scenarios);
  expect(scenarios).toBe(numberOfCombinations(system.components.length, 2));
  expect(new Set(rows.map(({ faults }) => faults.join())).size).toBe(scenarios);
});

/** Worked out by hand: two Regions, one model that both call, no answer without it. */
test('the minimal cut sets of two Regions that share one model', () => {
  const sets = cutSets(swept(2), 1).map(({ faults }) => names(system, faults));
  // What all cells share is a cut by itself …
  expect(sets).toEqual(expect.arrayContaining(['aws', 'model-1', 'aws/models-1']));
  // … one Region is none, two are,
  expect(sets).not.toContain('aws:eu-west-1');
  expect(sets).toContain('aws:eu-west-1 + aws:us-east-1');
  // and no set holds another.
  expect(sets.filter((set) => set.includes(' + ') && /(^| )(aws|model-1|aws\/models-1)( |$)/.test(set))).toEqual([]);
});

test('losing more never brings anybody a better tier, where every failure is seen', () => {
  const seen = fleetSystem({
    ...{ regions: ['eu-west-1', 'us-east-1'], google: ['us-central1'], prefer: 'quality', prober: true },
    ...{ models: 2, deterministic: false, intervalSeconds: 10 },
  });
  const algebra = new Algebra(seen);
  // Without a prober or a checker a failure stays unseen, and another one that is seen then helps against it.
  const candidates = seen.components.flatMap(({ kind }, index) =>
    kind === 'network' || kind === 'prober' ? [] : [index],
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...candidates), { minLength: 1, maxLength: 4 }),
      ([another, ...faults]) => {
        const fewer = rowOf(
          algebra,
          [...faults].sort((left, right) => left - right),
        );
        const more = rowOf(
          algebra,
          [...faults, another as number].sort((left, right) => left - right),
        );
        expect(shareBelow(more, 2)).toBeGreaterThanOrEqual(shareBelow(fewer, 2) - 1e-9);
      },
    ),
    { numRuns: 500 },
  );
});

test('what is to be survived is judged by its kind, and by the time that it takes', () => {
  const { rows } = swept(2);
  const judged = (objective: Parameters<typeof survival>[2], seconds?: number) =>
    survival(system, rows, objective, 1, seconds)[0];
  expect(judged(['any-cell'])).toMatchObject({ tried: 2, meets: true });
  expect(judged(['any-cell'], 10)).toMatchObject({ meets: false, missed: [{}, {}] });
  expect(judged(['any-cloud'])).toMatchObject({ tried: 1, meets: false });
  expect(judged(['any-component'])?.tried).toBe(system.components.length);
  expect(judged(['any-pair'])?.meets).toBe(false);
});

test('what matters most is what nobody survives alone', () => {
  const { rows } = swept(2);
  const [first] = importanceOf(system, rows, availabilityOf(system, rows), 1);
  expect(first).toMatchObject({ alone: 1 });
  const region = importanceOf(system, rows, availabilityOf(system, rows), 1).find(
    (one) => one.component === 'aws:eu-west-1',
  );
  expect(region).toMatchObject({ alone: 0 });
  expect(region?.pairs).toBeGreaterThan(0);
});

describe('availability', () => {
  test('by hand: one component that is down a hundredth of the time, and takes half of the clients with it', () => {
    const rows = [
      { faults: [0], worstTier: 0, tiers: [0.5, 0.5, 0, 0], lost: 0.5, hit: 0.5, expectedSeconds: 0, mostSeconds: 0 },
    ];
    const one = { ...system, components: system.components.slice(0, 1) };
    const id = one.components[0]?.id as string;
    const { byTier, assumed, leftOut } = availabilityOf(one, rows, { [id]: 99 });
    expect(byTier['1']?.least).toBeCloseTo(0.995, 10);
    expect(byTier['1']?.most).toBeCloseTo(0.995, 10);
    expect(assumed).toMatchObject([{ component: id, from: '99 %, as given' }]);
    expect(leftOut).toEqual([]);
  });

  test('is an interval, better at lower tiers, and says what nobody promises', () => {
    const fleet = fleetSystem({
      ...{ regions: ['eu-west-1', 'us-east-1'], google: ['us-central1'], prefer: 'quality', prober: true },
      ...{ models: 2, deterministic: true, intervalSeconds: 10 },
    });
    const { byTier, leftOut } = availabilityOf(fleet, swept(2, fleet).rows);
    for (const { least, most } of Object.values(byTier)) expect(least).toBeLessThan(most);
    expect(byTier['3']?.least).toBeGreaterThanOrEqual(byTier['1']?.least as number);
    expect(leftOut).toContain('checkers');
  });

  test('a better promise is never a worse expectation', () => {
    const { rows } = swept(2);
    const at = (percent: number) => availabilityOf(system, rows, { lambda: percent }).byTier['1'];
    expect(at(99.99)?.least).toBeGreaterThan(at(99)?.least as number);
    expect(at(99.99)?.most).toBeGreaterThan(at(99)?.most as number);
  });
});
