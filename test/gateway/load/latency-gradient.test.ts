import fc from 'fast-check';
import {
  FIRST_LIMIT,
  LARGEST_LIMIT,
  type Limit,
  NEGLIGIBLE_MILLISECONDS,
  next,
  SMALLEST_LIMIT,
  type Window,
} from '../../../lib/gateway/load/latency-gradient';

const window = (milliseconds: number, inFlight: number, rung = 'frontier'): Window => ({
  rung,
  milliseconds,
  inFlight,
});
const after = (limit: Limit, ...windows: readonly Window[]) => windows.reduce(next, limit);
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

test('grows while answers take as long as usual and the limit is used', () => {
  expect(after(FIRST_LIMIT, ...times(20, window(500, 250))).value).toBeGreaterThan(FIRST_LIMIT.value + 50);
});

test('stays where few are in flight: they are no proof that more would do', () => {
  expect(after(FIRST_LIMIT, ...times(20, window(500, 20))).value).toBe(FIRST_LIMIT.value);
});

test('shrinks within seconds when answers take four times as long, however few are in flight', () => {
  const usual = after(FIRST_LIMIT, ...times(50, window(500, 100)));
  expect(after(usual, ...times(10, window(2000, 100))).value).toBeLessThan(FIRST_LIMIT.value * 0.6);
});

test('is not moved by what is less than twice as slow', () => {
  const usual = after(FIRST_LIMIT, ...times(50, window(500, 100)));
  expect(after(usual, ...times(10, window(900, 100))).value).toBe(FIRST_LIMIT.value);
});

test('is not moved by what nobody feels, however much faster it was before', () => {
  const usual = after(FIRST_LIMIT, ...times(50, window(1, 100)));
  expect(after(usual, ...times(50, window(2 * NEGLIGIBLE_MILLISECONDS, 100))).value).toBe(FIRST_LIMIT.value);
});

test('recovers when answers are as fast as before', () => {
  const slow = after(FIRST_LIMIT, ...times(50, window(500, 100)), ...times(20, window(3000, 100)));
  expect(after(slow, ...times(100, window(500, 1000))).value).toBeGreaterThan(FIRST_LIMIT.value);
});

test('a slow rung that takes over is measured against itself', () => {
  const usual = after(FIRST_LIMIT, ...times(50, window(50, 100)));
  expect(after(usual, ...times(10, window(5000, 100, 'other'))).value).toBe(FIRST_LIMIT.value);
});

test('forgets the latency of an outage faster than it learned it', () => {
  const slow = after(FIRST_LIMIT, ...times(500, window(8000, 100)));
  const soon = after(slow, ...times(60, window(500, 100)));
  expect(soon.usual.frontier).toBeLessThan(1100);
});

test('never leaves its bounds', () => {
  const windows = fc.array(
    fc.record({
      rung: fc.constantFrom('a', 'b'),
      milliseconds: fc.integer({ min: 0, max: 900_000 }),
      inFlight: fc.integer({ min: 0, max: 5000 }),
    }),
    { maxLength: 300 },
  );
  fc.assert(
    fc.property(windows, (each) => {
      const { value } = after(FIRST_LIMIT, ...each);
      expect(value).toBeGreaterThanOrEqual(SMALLEST_LIMIT);
      expect(value).toBeLessThanOrEqual(LARGEST_LIMIT);
    }),
  );
});
