import { LagWatch } from '../../lib/rehearsal/lag';

function scene(speed: number) {
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
  const watch = new LagWatch(time, (message) => told.push(message));
  const step = (delay: number) => {
    now = (next?.at ?? 0) + delay;
    next?.call();
  };
  return { watch, told, step, isWaiting: () => next !== undefined };
}

/** What is told of a machine that runs everything so many seconds late. */
function late(delays: readonly number[], speed = 6): readonly string[] {
  const { watch, told, step, isWaiting } = scene(speed);
  watch.start();
  for (const delay of delays) step(delay);
  watch.stop();
  expect(isWaiting()).toBe(false);
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

test('a process of the fleet’s that is late is told of, by its name, in service time', () => {
  const { watch, told } = scene(10);
  watch.start();
  watch.late('aws:eu-west-1 gateway', 499);
  expect(told).toEqual([]);
  watch.late('aws:eu-west-1 gateway', 620);
  watch.late('aws:eu-west-3 gateway', 900);
  expect(told).toEqual([expect.stringMatching(/ by 6\.2 s of service time \(aws:eu-west-1 gateway\): /)]);
});

test('what is late while everything starts, or ends, is not told of', () => {
  const { watch, told } = scene(10);
  watch.late('aws:eu-west-1 gateway', 9000);
  watch.start();
  watch.stop();
  watch.late('aws:eu-west-1 gateway', 9000);
  expect(told).toEqual([]);
});
