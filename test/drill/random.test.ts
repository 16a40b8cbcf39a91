import { seededRandom } from '../../lib/drill/random';

const take = (seed: number, count: number) => Array.from({ length: count }, seededRandom(seed));

test('a seed always gives the same numbers, another seed others', () => {
  expect(take(42, 5)).toEqual(take(42, 5));
  expect(take(42, 5)).not.toEqual(take(43, 5));
  // The published generator's first numbers of this seed: it stays the generator that it says it is.
  expect(take(0, 2).map((number) => number.toFixed(6))).toEqual(['0.266429', '0.000330']);
});

test('the numbers are even over [0, 1)', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const number of take(7, 20_000)) {
    expect(number).toBeGreaterThanOrEqual(0);
    expect(number).toBeLessThan(1);
    tenths[Math.floor(number * 10)] += 1;
  }
  for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
});
