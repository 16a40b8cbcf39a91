import { TokenBucket } from '../../../lib/rehearsal/api/throttle';

test('lets the burst through, then as many as the rate refills, and never saves more than the burst', () => {
  let now = 0;
  const bucket = new TokenBucket(2, 3, () => now);
  const taken = (tries: number) => Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length;
  expect(taken(5)).toBe(3);
  now = 1;
  expect(taken(5)).toBe(2);
  now = 1.25;
  expect(taken(1)).toBe(0);
  now = 100;
  expect(taken(9)).toBe(3);
});
