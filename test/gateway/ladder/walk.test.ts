import type { ModelSource, Tier } from '../../../lib/contract/ladder';
import type { Route } from '../../../lib/contract/route';
import { Gate } from '../../../lib/gateway/ladder/gate';
import { RetryBudget } from '../../../lib/gateway/ladder/retry-budget';
import type { Step } from '../../../lib/gateway/ladder/steps';
import { reasonOf, Walk } from '../../../lib/gateway/ladder/walk';
import { ManualClock } from '../support/manual-clock';
import { chatRequest, end, fault, type Script, ScriptedProvider, text } from '../support/scripted-provider';

const bedrock: ModelSource = { kind: 'bedrock', model: 'm', profile: 'geographic' };
const endpoint: ModelSource = { kind: 'openai-compatible', url: 'http://127.0.0.1/v1', model: 'm' };
const deterministic: ModelSource = { kind: 'deterministic' };

const answers: Script = [text('here'), end];

function step(name: string, tier: Tier, source: ModelSource, script: Script, residency?: readonly string[]): Step {
  const gate =
    source.kind === 'deterministic'
      ? undefined
      : new Gate(name, { clock: new ManualClock(), random: () => 0, observe: () => {} });
  const provider = new ScriptedProvider(name, script);
  return { rung: { name, tier, on: { aws: source } }, source, provider, residency, gate };
}

function ladder(frontier: Script, openWeights: Script): readonly Step[] {
  return [
    step('frontier', 1, bedrock, frontier, ['eu']),
    step('open-weights', 2, endpoint, openWeights),
    step('script', 3, deterministic, answers, ['eu']),
  ];
}

function route(more: Partial<Route> = {}): Route {
  return {
    name: 'chat',
    deadlineSeconds: 60,
    floor: 3,
    queue: 'never',
    residency: [],
    durability: 'region',
    otherCloudDown: 'refuse',
    ...more,
  };
}

function go(steps: readonly Step[], options: { route?: Route; clock?: ManualClock; arrivedAgo?: number } = {}) {
  const clock = options.clock ?? new ManualClock();
  const arrivedAt = clock.now() - (options.arrivedAgo ?? 0);
  const caller = new AbortController();
  const asked = options.route ?? route();
  const walk = new Walk(chatRequest(), {
    steps,
    route: asked,
    clock,
    retries: new RetryBudget(),
    arrivedAt,
    deadlineMilliseconds: asked.deadlineSeconds * 1000,
    caller: caller.signal,
  });
  return { walk, walked: walk.next(), caller };
}

async function outcome(...args: Parameters<typeof go>) {
  const { walk, walked: walking } = go(...args);
  const walked = await walking;
  const served = walked.kind === 'answered' ? walked.step.rung.name : walked.kind;
  return { served, reason: reasonOf(walk.passed), attempts: walk.tried.length };
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
    'open-weights: outside-residency; frontier: throttled',
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
  expect(await outcome(steps, { route: asked })).toEqual({ served, reason, attempts });
});

test('a fence of several places holds a rung only when all of its places lie inside', async () => {
  const wide = [step('frontier', 1, bedrock, answers, ['eu', 'us'])];
  expect((await outcome(wide, { route: route({ residency: ['eu'] }) })).served).toBe('barred');
  expect((await outcome(wide, { route: route({ residency: ['eu', 'us'] }) })).served).toBe('frontier');
});

test('time spent above is missing below, and the deterministic tier still has its slice', async () => {
  const clock = new ManualClock();
  const steps = ladder(['hang'], ['hang']);
  const { walk, walked } = go(steps, { clock });
  const hanging = (name: string) => steps.find(({ rung }) => rung.name === name)?.provider as ScriptedProvider;
  clock.pass(39_333);
  await until(() => hanging('open-weights').asked.length === 1);
  clock.pass(19_667);
  const { kind } = await walked;
  expect({ kind, passed: reasonOf(walk.passed) }).toEqual({
    kind: 'answered',
    passed: 'frontier: timeout; open-weights: timeout',
  });
  expect(clock.now() - new ManualClock().now()).toBe(59_000);
});

test('a rung whose turn comes too late is not asked', async () => {
  const steps = ladder(answers, answers);
  expect(await outcome(steps, { arrivedAgo: 59_500 })).toEqual({
    served: 'script',
    reason: 'frontier: no-time-left; open-weights: no-time-left',
    attempts: 1,
  });
});

test('a caller who left is not walked on for', async () => {
  const steps = ladder(['hang'], answers);
  const { walked, caller } = go(steps);
  caller.abort();
  expect(await walked).toEqual({ kind: 'gone' });
  expect((steps[1].provider as ScriptedProvider).asked).toHaveLength(0);
});

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !condition(); turn += 1) await new Promise(setImmediate);
}
