import type { Step } from '../../../lib/gateway/ladder/steps';
import { reasonOf } from '../../../lib/gateway/ladder/walk';
import { answers, go, outcome, providerOf, route, step } from '../support/ladder';
import { ManualClock } from '../support/manual-clock';
import { fault, type Script } from '../support/scripted-provider';

function ladder(frontier: Script, openWeights: Script, clock = new ManualClock()): readonly Step[] {
  return [
    step('frontier', 1, frontier, clock, { within: ['eu'] }),
    step('open-weights', 2, openWeights, clock),
    step('script', 3, answers, clock, { within: ['eu'] }),
  ];
}

test.each([
  ['the first rung that answers', ladder(answers, answers), route(), 'frontier', 'preferred', 1],
  ['the next one', ladder([fault('throttled')], answers), route(), 'open-weights', 'frontier: throttled', 2],
  [
    'the last one',
    ladder([fault('throttled')], [fault('unreachable')]),
    route(),
    'script',
    'frontier: throttled; open-weights: unreachable',
    3,
  ],
  [
    'nobody below the floor',
    ladder([fault('throttled')], [fault('timeout')]),
    route({ floor: 2 }),
    'below-floor',
    'frontier: throttled; open-weights: timeout',
    2,
  ],
  [
    'nobody outside the fence',
    ladder([fault('throttled')], answers),
    route({ residency: ['eu'] }),
    'script',
    'frontier: throttled; open-weights: outside-residency',
    2,
  ],
  [
    'nobody at all, where the fence holds none',
    ladder(answers, answers),
    route({ residency: ['us'] }),
    'barred',
    'frontier: outside-residency; open-weights: outside-residency; script: outside-residency',
    0,
  ],
  ['nobody, where the cell has no rung above the floor', [], route({ floor: 1 }), 'below-floor', 'preferred', 0],
])('answers from %s', async (_case, steps, asked, served, reason, attempts) => {
  expect(await outcome({ clock: new ManualClock(), steps, route: asked })).toEqual({ served, reason, attempts });
});

test('a fence of several places holds a rung only when all of its places lie inside', async () => {
  const clock = new ManualClock();
  const steps = [step('frontier', 1, answers, clock, { within: ['eu', 'us'] })];
  expect((await outcome({ clock, steps, route: route({ residency: ['eu'] }) })).served).toBe('barred');
  expect((await outcome({ clock, steps, route: route({ residency: ['eu', 'us'] }) })).served).toBe('frontier');
});

test('time spent above is missing below, and the deterministic tier still has its slice', async () => {
  const clock = new ManualClock();
  const steps = ladder(['hang'], ['hang'], clock);
  const { walk, walked } = go({ clock, steps });
  clock.pass(39_333);
  await until(() => providerOf(steps, 'open-weights').asked.length === 1);
  clock.pass(19_667);
  const { kind } = await walked;
  expect({ kind, passed: reasonOf(walk.passed) }).toEqual({
    kind: 'answered',
    passed: 'frontier: timeout; open-weights: timeout',
  });
  expect(clock.now() - new ManualClock().now()).toBe(59_000);
  expect(walk.tried).toEqual([
    { rung: 'frontier', outcome: 'timeout', milliseconds: 39_333 },
    { rung: 'open-weights', outcome: 'timeout', milliseconds: 19_667 },
    { rung: 'script', outcome: 'answered', milliseconds: 0 },
  ]);
});

test('a caller’s own deadline is shared out like a route’s', async () => {
  const clock = new ManualClock();
  const steps = ladder(['hang'], ['hang'], clock);
  const { walk, walked } = go({ clock, steps, deadlineMilliseconds: 300 });
  clock.pass(190);
  await until(() => providerOf(steps, 'open-weights').asked.length === 1);
  clock.pass(95);
  expect((await walked).kind).toBe('answered');
  expect(walk.tried.map(({ milliseconds }) => milliseconds)).toEqual([190, 95, 0]);
});

test('a rung’s own time-outs are kept where the request’s time is longer', async () => {
  const clock = new ManualClock();
  const steps = [
    step('frontier', 1, ['hang'], clock, { timeouts: { totalSeconds: 2 } }),
    step('script', 3, answers, clock),
  ];
  const { walked } = go({ clock, steps });
  clock.pass(1999);
  expect(providerOf(steps, 'frontier').signal?.aborted).toBe(false);
  clock.pass(1);
  expect(await walked).toMatchObject({ kind: 'answered', step: { rung: { name: 'script' } } });
});

test('a rung whose turn comes too late is not asked', async () => {
  const clock = new ManualClock();
  expect(await outcome({ clock, steps: ladder(answers, answers, clock), arrivedAgo: 59_500 })).toEqual({
    served: 'script',
    reason: 'frontier: no-time-left; open-weights: no-time-left',
    attempts: 1,
  });
});

test('a caller who left is not walked on for', async () => {
  const clock = new ManualClock();
  const steps = ladder(['hang'], answers, clock);
  const { walked, caller } = go({ clock, steps });
  caller.abort();
  expect(await walked).toEqual({ kind: 'gone' });
  expect(providerOf(steps, 'open-weights').asked).toHaveLength(0);
});

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !condition(); turn += 1) await new Promise(setImmediate);
}

test.each([
  [60_099, 'script'],
  [60_100, 'below-floor'],
])('a machine that comes %d ms after a request of 60 s: %s', async (arrivedAgo, served) => {
  const clock = new ManualClock();
  const steps = [step('frontier', 1, answers, clock), step('script', 3, answers, clock)];
  expect(await outcome({ clock, steps, arrivedAgo })).toMatchObject({ served, attempts: served === 'script' ? 1 : 0 });
});
