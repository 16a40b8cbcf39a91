import { seededRandom } from '../../../lib/drill/random';
import { checkHealth, propagationSeconds } from '../../../lib/drill/route53/health';
import type { CalculatedCheck, EndpointCheck } from '../../../lib/drill/route53/model';

const endpoint = (id: string) => ({ kind: 'endpoint', id, inverted: true }) as EndpointCheck;
const calculated = (id: string, children: string[], threshold: number, inverted = false): CalculatedCheck => ({
  kind: 'calculated',
  id,
  children,
  threshold,
  inverted,
});

test.each([
  [['a', 'b'], 2, false, true],
  [['a'], 2, false, false],
  [['a'], 1, false, true],
  [[], 1, false, false],
  [[], 0, false, true],
  [['a', 'b'], 3, false, false],
  [['a', 'b'], 2, true, false],
  [['a'], 2, true, true],
])('with %j healthy, a threshold of %d and inversion %s: %s', (healthy, threshold, inverted, expected) => {
  const checks = [endpoint('a'), endpoint('b'), calculated('c', ['a', 'b'], threshold, inverted)];
  expect(checkHealth(checks, 'c', (id) => (healthy as string[]).includes(id))).toBe(expected);
});

test('counts calculated children by what they are, and endpoint checks as they are given', () => {
  const checks = [endpoint('a'), calculated('not-a', ['a'], 1, true), calculated('top', ['not-a'], 1)];
  expect(checkHealth(checks, 'a', () => true)).toBe(true);
  expect(checkHealth(checks, 'top', () => true)).toBe(false);
  expect(checkHealth(checks, 'top', () => false)).toBe(true);
});

test.each([
  ['a check that is not there', [calculated('c', ['gone'], 1)]],
  ['a check that counts itself', [calculated('c', ['d'], 1), calculated('d', ['c'], 1)]],
])('refuses %s', (_, checks) => {
  expect(() => checkHealth(checks, 'c', () => true)).toThrow(RangeError);
});

test('a new state takes five to ten seconds to reach the DNS servers', () => {
  const random = seededRandom(3);
  const delays = Array.from({ length: 1000 }, () => propagationSeconds(random));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(5);
  expect(Math.max(...delays)).toBeLessThan(10);
  expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(4);
});
