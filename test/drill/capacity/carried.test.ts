import fc from 'fast-check';
import type { Bounds } from '../../../lib/drill/capacity/capacities';
import { carriedBy, type Stage } from '../../../lib/drill/capacity/carried';
import { demandOf, type LoadRoute, splitsOf } from '../../../lib/drill/capacity/demand';

const exactly = (rate: number): Bounds => ({ least: rate, most: rate });
const atLeast = (rate: number): Bounds => ({ least: rate, most: Number.POSITIVE_INFINITY });
const ANY = exactly(Number.POSITIVE_INFINITY);

/** A cell with a rung at each tier. */
const stage = (cell: Bounds, ...rungs: readonly Bounds[]): Stage => ({
  ...{ name: 'a', cell },
  rungs: rungs.map((bounds, index) => ({
    bounds,
    rung: { name: `rung-${index + 1}`, tier: index + 1, needs: ['x'], hangSeconds: 0, deterministic: false },
  })),
});

const strict: LoadRoute = { name: 'strict', floor: 1 };
const loose: LoadRoute = { name: 'loose', floor: 3 };
const asks = (rates: Readonly<Record<string, number>>) => new Map(Object.entries(rates));

test('what a rung does not carry goes on to the next, as far down as the floor', () => {
  const one = stage(ANY, exactly(6), exactly(4));
  expect(carriedBy(one, asks({ loose: 10 }), [loose], 'most').lacking).toBe(0);
  expect(carriedBy(one, asks({ loose: 12 }), [loose], 'most').lacking).toBeCloseTo(2);
  expect(carriedBy(one, asks({ strict: 10 }), [strict], 'most').lacking).toBeCloseTo(4);
});

test('a rung takes an even part of each route that reaches it', () => {
  // Of 20 ten are taken: five of each; the strict five have nowhere to go, the loose ones have.
  const one = stage(ANY, exactly(10), ANY);
  expect(carriedBy(one, asks({ strict: 10, loose: 10 }), [strict, loose], 'most').lacking).toBeCloseTo(5);
});

test('what is above what the cell takes in is lost, whatever its rungs could do', () => {
  expect(carriedBy(stage(exactly(8), ANY), asks({ loose: 10 }), [loose], 'most').lacking).toBeCloseTo(2);
});

test('below its floor a request is refused with or without a load, which is told elsewhere', () => {
  const degraded: Stage = { ...stage(ANY, exactly(0), ANY) };
  const rungs = degraded.rungs.slice(1);
  expect(carriedBy({ ...degraded, rungs }, asks({ strict: 10 }), [strict], 'most').lacking).toBe(0);
});

test('at its most an unknown rung carries anything, at its least what it carries today, and then there is a doubt', () => {
  const one = stage(ANY, atLeast(6));
  expect(carriedBy(one, asks({ strict: 10 }), [strict], 'most')).toEqual({ lacking: 0, doubts: [] });
  const { lacking, doubts } = carriedBy(one, asks({ strict: 10 }), [strict], 'least');
  expect(lacking).toBeCloseTo(4);
  expect(doubts).toEqual([{ name: 'a/rung-1', wanted: 10, least: 6 }]);
  // No doubt about what is known, nor where it is as today.
  expect(carriedBy(stage(ANY, exactly(6)), asks({ strict: 10 }), [strict], 'least').doubts).toEqual([]);
  expect(carriedBy(one, asks({ strict: 6 }), [strict], 'least')).toEqual({ lacking: 0, doubts: [] });
});

const rates = fc.double({ min: 0, max: 1000, noNaN: true });
const ladder = fc.array(rates, { minLength: 1, maxLength: 3 });

test('more capacity never leaves more over, and more demand never less', () => {
  fc.assert(
    fc.property(rates, ladder, rates, rates, rates, fc.nat(2), (cell, rungs, hard, easy, more, which) => {
      const lacks = (capacities: readonly number[], door: number, extra = 0) =>
        carriedBy(
          stage(exactly(door), ...capacities.map(exactly)),
          asks({ strict: hard, loose: easy + extra }),
          [strict, loose],
          'most',
        ).lacking;
      const slack = 1e-3 * (1 + hard + easy + more);
      const base = lacks(rungs, cell);
      expect(base).toBeLessThanOrEqual(hard + easy + slack);
      expect(
        lacks(
          rungs.map((rate, index) => (index === which ? rate + more : rate)),
          cell,
        ),
      ).toBeLessThanOrEqual(base + slack);
      expect(lacks(rungs, cell, more)).toBeGreaterThanOrEqual(base - slack);
    }),
  );
});

describe('the demand', () => {
  const routes: LoadRoute[] = [
    { ...strict, demandPercent: 30 },
    { ...loose, demandPercent: 70 },
  ];

  test('is split as the routes say', () => {
    expect(routes.map((route) => demandOf(route, routes, 20))).toEqual([6, 14]);
    expect(splitsOf(routes, 20)).toEqual([asks({ strict: 6, loose: 14 })]);
  });

  test('may come by any route alone where they do not say it', () => {
    expect(demandOf(strict, [strict, loose], 20)).toBe(20);
    expect(splitsOf([strict, loose], 20)).toEqual([asks({ strict: 20 }), asks({ loose: 20 })]);
    expect(splitsOf([strict], 20)).toEqual([asks({ strict: 20 })]);
  });
});
