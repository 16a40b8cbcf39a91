import fc from 'fast-check';
import type { CellId } from '../../../lib/contract/cell';
import type { Posture } from '../../../lib/contract/compute';
import {
  carried,
  carriers,
  type Fleet,
  losses,
  unbearable,
  warmInstances,
  ZONES,
} from '../../../lib/topology/compute/capacity';

const fleet: fc.Arbitrary<Fleet> = fc
  .record({ aws: fc.integer({ min: 1, max: 6 }), google: fc.integer({ min: 0, max: 3 }) })
  .chain(({ aws, google }) => {
    const cells = [
      ...Array.from({ length: aws }, (_, index): CellId => `aws:region-${index}`),
      ...Array.from({ length: google }, (_, index): CellId => `google:region-${index}`),
    ];
    return fc.record({
      cells: fc.constant(cells),
      sites: fc
        .subarray(cells, { minLength: 1 })
        .chain((having) =>
          fc.tuple(
            ...having.map((cell) =>
              fc.record({ cell: fc.constant(cell), requestsPerSecond: fc.double({ min: 0.05, max: 40, noNaN: true }) }),
            ),
          ),
        ),
      requestsPerSecond: fc.double({ min: 0.01, max: 500, noNaN: true }),
    });
  });

/** Told apart from the module's own judgement: what is left after a loss, against what was declared. */
function survives(
  { cells, sites, requestsPerSecond }: Fleet,
  warm: ReadonlyMap<CellId, number>,
  lost: readonly CellId[],
) {
  const left = cells.filter((cell) => !lost.includes(cell));
  const serving = left.filter((cell) => cell.startsWith('aws:')).length > 0 ? 'aws:' : 'google:';
  const promised = sites.filter(({ cell }) => cell.startsWith(serving));
  const here = promised.filter(({ cell }) => left.includes(cell));
  if (here.length === 0) return true;
  let sum = 0;
  for (const site of here) sum += (warm.get(site.cell) ?? 0) * site.requestsPerSecond;
  return sum >= requestsPerSecond * (1 - 1e-6);
}

test('active-active: whichever cell is gone, or all of AWS, those that are led to carry the declared load', () => {
  fc.assert(
    fc.property(fleet, (one) => {
      const warm = warmInstances(one, 'active-active');
      const aws = one.cells.filter((cell) => cell.startsWith('aws:'));
      for (const lost of [[], ...one.cells.map((cell) => [cell]), aws]) {
        if (one.cells.length > lost.length) expect([lost, survives(one, warm, lost)]).toEqual([lost, true]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('active-active: no cell is larger than it needs to be', () => {
  fc.assert(
    fc.property(fleet, (one) => {
      const warm = warmInstances(one, 'active-active');
      for (const [cell, instances] of warm) {
        if (instances === ZONES) continue;
        expect(instances).toBeGreaterThan(ZONES);
        const smaller = new Map(warm).set(cell, instances - 1);
        const stillHolds = losses(one).every((lost) => {
          const group = carriers(one, lost) ?? [];
          return group.length === 0 || carried(group, smaller) >= one.requestsPerSecond * (1 - 1e-12);
        });
        expect([cell, stillHolds]).toEqual([cell, false]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the same cells get shares that differ by one instance at the most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.double({ min: 1, max: 400, noNaN: true }), (count, load) => {
      const cells = Array.from({ length: count }, (_, index): CellId => `aws:region-${index}`);
      const sites = cells.map((cell) => ({ cell, requestsPerSecond: 1.5 }));
      const sizes = [...warmInstances({ cells, sites, requestsPerSecond: load }, 'active-active').values()];
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test.each<[Posture, number]>([
  ['warm-standby', ZONES],
  ['pilot-light', 0],
])('%s is %i instances in every cell, whatever the load', (posture, expected) => {
  fc.assert(
    fc.property(fleet, (one) => {
      const warm = warmInstances(one, posture);
      expect([...warm.keys()]).toEqual(one.sites.map(({ cell }) => cell));
      expect(new Set(warm.values())).toEqual(new Set([expected]));
    }),
  );
});

describe('who carries', () => {
  const cells: readonly CellId[] = ['aws:a', 'aws:b', 'google:c', 'google:d'];
  const site = (cell: CellId) => ({ cell, requestsPerSecond: 1 });
  const of = (sites: readonly CellId[]): Fleet => ({ cells, sites: sites.map(site), requestsPerSecond: 10 });
  const named = (group: Fleet['sites'] | undefined) => group?.map(({ cell }) => cell);

  test('AWS as long as it has a cell: DNS leads nobody to Google before', () => {
    expect(named(carriers(of(cells), ['aws:a']))).toEqual(['aws:b']);
    expect(named(carriers(of(cells), ['aws:a', 'aws:b']))).toEqual(['google:c', 'google:d']);
  });

  test('a cloud without the compute promises nothing', () => {
    expect(carriers(of(['google:c']), ['aws:a'])).toBeUndefined();
    expect(unbearable(of(['google:c']))).toEqual([]);
  });

  test('one cell of AWS with it, among others without, cannot be lost', () => {
    expect(unbearable(of(['aws:a']))).toEqual([['aws:a']]);
    expect(unbearable(of(['aws:a', 'aws:b']))).toEqual([]);
  });

  test('by hand: 10 requests a second, one an instance', () => {
    expect([...warmInstances(of(cells), 'active-active').values()]).toEqual([10, 10, 5, 5]);
    const three: Fleet = {
      cells: ['aws:a', 'aws:b', 'aws:c'],
      sites: ['aws:a', 'aws:b', 'aws:c'].map((cell) => site(cell as CellId)),
      requestsPerSecond: 9,
    };
    expect([...warmInstances(three, 'active-active').values()]).toEqual([5, 5, 4]);
  });
});
