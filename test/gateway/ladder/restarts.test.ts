import type { Failure } from '../../../lib/gateway/ladder/failure';
import type { Part } from '../../../lib/gateway/ladder/provider';
import { type Restart, withRestarts } from '../../../lib/gateway/ladder/restarts';
import { answers, fullBudget, go, providerOf, route, step } from '../support/ladder';
import { ManualClock } from '../support/manual-clock';
import { end, fault, type Script, text } from '../support/scripted-provider';

async function stream(frontier: Script, openWeights: Script, floor: 2 | 3 = 3) {
  const clock = new ManualClock();
  const steps = [
    step('frontier', 1, frontier, clock),
    step('open-weights', 2, openWeights, clock),
    step('script', 3, answers, clock),
  ];
  const { walk, walked: walking } = go({ clock, steps, route: route({ floor }), request: { stream: true } });
  const walked = await walking;
  if (walked.kind !== 'answered') throw new Error(walked.kind);
  const pieces: (Part | string)[] = [];
  const shown = (piece: Part | Restart) => (piece.kind === 'restart' ? `restart on ${piece.step.rung.name}` : piece);
  for await (const piece of withRestarts(walk, walked)) pieces.push(shown(piece));
  return { pieces, passed: walk.passed.map(({ rung, why }) => `${rung}: ${why}`) };
}

test('a stream that comes to its end is as it was', async () => {
  expect(await stream([text('a'), text('b'), end], answers)).toEqual({
    pieces: [text('a'), text('b'), end],
    passed: [],
  });
});

test('a stream that breaks begins again below, and says so', async () => {
  expect(await stream([text('a'), fault('unreachable')], answers)).toEqual({
    pieces: [text('a'), 'restart on open-weights', text('here'), end],
    passed: ['frontier: unreachable'],
  });
});

test('and again, as long as there is a rung', async () => {
  expect(await stream([text('a'), fault('truncated')], [text('b'), fault('stalled')])).toEqual({
    pieces: [text('a'), 'restart on open-weights', text('b'), 'restart on script', text('here'), end],
    passed: ['frontier: truncated', 'open-weights: stalled'],
  });
});

test('where nobody at the floor is left, it is broken, and not begun again below', async () => {
  expect((await stream([text('a'), fault('truncated')], [fault('unavailable')], 2)).pieces).toEqual([
    text('a'),
    fault('truncated'),
  ]);
});

test.each<Failure>(['content-filter', 'rejected', 'abandoned'])(
  '%s stands: no other model is asked',
  async (failure) => {
    expect((await stream([text('a'), fault(failure)], answers)).pieces).toEqual([text('a'), fault(failure)]);
  },
);

test('nobody is asked to finish what another began: the next one hears what the first one heard', async () => {
  const clock = new ManualClock();
  const steps = [step('frontier', 1, [text('half a'), fault('stalled')], clock), step('script', 3, answers, clock)];
  const { walk, walked: walking } = go({ clock, steps, request: { stream: true } });
  const walked = await walking;
  if (walked.kind !== 'answered') throw new Error(walked.kind);
  for await (const _piece of withRestarts(walk, walked));
  const [first, second] = ['frontier', 'script'].map((name) => providerOf(steps, name).asked);
  expect(first).toHaveLength(1);
  expect(second).toEqual(first);
});

test('a stream that broke is not asked of the same rung again, whatever was saved for second calls', async () => {
  const clock = new ManualClock();
  const steps = [step('frontier', 1, [text('a'), fault('unreachable')], clock), step('script', 3, answers, clock)];
  const { walk, walked: walking } = go({ clock, steps, request: { stream: true }, retries: fullBudget() });
  const walked = await walking;
  if (walked.kind !== 'answered') throw new Error(walked.kind);
  for await (const _piece of withRestarts(walk, walked));
  expect(walk.tried.map(({ rung }) => rung)).toEqual(['frontier', 'script']);
});
