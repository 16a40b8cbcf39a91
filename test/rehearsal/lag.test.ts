import { watchLag } from '../../lib/rehearsal/lag';

/** A machine that runs everything so many seconds late. */
function late(delays: readonly number[], speed = 6): readonly string[] {
  let now = 0;
  let next: { at: number; call: () => void } | undefined;
  const time = {
    speed,
    now: () => now,
    after: (seconds: number, call: () => void) => {
      next = { at: now + seconds, call };
      return () => {
        next = undefined;
      };
    },
  };
  const told: string[] = [];
  const stop = watchLag(time, (message) => told.push(message));
  for (const delay of delays) {
    now = (next?.at ?? 0) + delay;
    next?.call();
  }
  stop();
  expect(next).toBeUndefined();
  return told;
}

test('half a checker’s interval late is told, with what mends it', () => {
  expect(late([1, 4.9, 5.1, 0])).toEqual([expect.stringMatching(/cannot keep up, by 5\.1 s .* --speed below 6$/)]);
});

test('lateness does not add up: each look counts from the one before', () => {
  expect(late(Array(20).fill(3))).toEqual([]);
});

test('it is not told again and again', () => {
  expect(late(Array(10).fill(6))).toHaveLength(2);
});

test('at real speed it is the machine that has to mend', () => {
  expect(late([9], 1)).toEqual([expect.not.stringContaining('--speed')]);
});
