/** The next number of a sequence, in [0, 1). Handed in wherever chance decides, so that a run can be repeated. */
export type Random = () => number;

/**
 * Mulberry32: 32 bits of state, one period of 2^32, good enough to scatter phases. No use for secrets.
 * @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
