import fc from 'fast-check';
import type { Tier } from '../../../lib/contract/ladder';
import { insideFence } from '../../../lib/contract/residency';
import type { Route } from '../../../lib/contract/route';
import { CONSEQUENCES } from '../../../lib/gateway/ladder/consequence';
import type { Failure } from '../../../lib/gateway/ladder/failure';
import type { Part } from '../../../lib/gateway/ladder/provider';
import { type Restart, withRestarts } from '../../../lib/gateway/ladder/restarts';
import { RetryBudget } from '../../../lib/gateway/ladder/retry-budget';
import type { Step } from '../../../lib/gateway/ladder/steps';
import type { Walked } from '../../../lib/gateway/ladder/walk';
import { go, providerOf, route, step } from '../support/ladder';
import { ManualClock } from '../support/manual-clock';
import { end, fault, type Script, settled, text } from '../support/scripted-provider';

type Item = Script[number];

const FAILURES = (Object.keys(CONSEQUENCES) as Failure[]).filter((failure) => failure !== 'abandoned');
const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const someOf = (...words: readonly string[]) => fc.subarray([...words]);

/** What a provider may do, and often enough that it answers. */
const item: fc.Arbitrary<Item> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(text('word ')) },
  { weight: 2, arbitrary: fc.constant(end as Item) },
  { weight: 2, arbitrary: fc.record({ pause: fc.integer({ min: 1, max: 50_000 }) }) },
  { weight: 2, arbitrary: oneOf(...FAILURES).map((failure) => fault(failure) as Item) },
  { weight: 1, arbitrary: fc.constant(fault('content-filter') as Item) },
  {
    weight: 1,
    arbitrary: oneOf<Item>('open', 'hang', 'throw', text(' '), { kind: 'end', finishReason: 'content_filter' }),
  },
);

interface RungCase {
  readonly tier: Tier;
  readonly scripts: readonly Script[];
  readonly within: readonly string[] | undefined;
  readonly controls: readonly string[];
  readonly contextWindow: number | undefined;
  readonly totalSeconds: number | undefined;
}

const rung: fc.Arbitrary<RungCase> = fc.record({
  tier: oneOf<Tier>(1, 2),
  scripts: fc.array(fc.array(item, { maxLength: 6 }), { minLength: 1, maxLength: 3 }),
  within: fc.option(someOf('eu', 'us'), { nil: undefined }),
  controls: someOf('zero-retention'),
  contextWindow: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  totalSeconds: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
});

const script: RungCase = {
  tier: 3,
  scripts: [[text('prepared'), end]],
  within: ['eu'],
  controls: ['zero-retention'],
  contextWindow: undefined,
  totalSeconds: undefined,
};

const asked: fc.Arbitrary<Route> = fc
  .record({
    floor: oneOf<Tier>(1, 2, 3),
    residency: oneOf<readonly string[]>([], ['eu'], ['eu', 'us']),
    controls: someOf('zero-retention'),
    deadlineSeconds: fc.integer({ min: 1, max: 120 }),
    brokenStream: oneOf<'error' | 'restart'>('error', 'restart'),
    answer: oneOf(undefined, undefined, { pattern: 'word word' }),
  })
  .map(route);

const world = fc.record({
  rungs: fc
    .array(rung, { minLength: 1, maxLength: 4 })
    .map((rungs) => [...rungs.sort((a, b) => a.tier - b.tier), script]),
  requests: fc.array(fc.record({ route: asked, stream: fc.boolean(), haste: fc.integer({ min: 1, max: 200_000 }) }), {
    minLength: 1,
    maxLength: 12,
  }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

interface Seen {
  readonly route: Route;
  readonly walked: Walked;
  /** Each part with the rung that it is claimed to be of. */
  readonly parts: readonly { readonly rung: string; readonly part: Part | Restart }[];
  readonly milliseconds: number;
  readonly deadlineMilliseconds: number;
  /** The rungs that were called, in their order. */
  readonly called: readonly string[];
  /** What each of them said. */
  readonly said: readonly (readonly Part[])[];
}

/** Plays a world through, in no time: the clock goes on to whatever is waited for. */
async function play({
  rungs,
  requests,
}: World): Promise<{ seen: readonly Seen[]; steps: readonly Step[]; clock: ManualClock }> {
  const clock = new ManualClock();
  const retries = new RetryBudget();
  const steps = rungs.map(({ tier, scripts, within, controls, contextWindow, totalSeconds }, index) =>
    step(`rung-${index}`, tier, scripts, clock, {
      within,
      controls,
      contextWindow,
      ...(totalSeconds !== undefined && { timeouts: { totalSeconds } }),
    }),
  );
  const seen: Seen[] = [];
  for (const { route: wanted, stream, haste } of requests) {
    const from = clock.now();
    const before = new Map(steps.map(({ rung: { name } }) => [name, providerOf(steps, name).said.length]));
    const deadlineMilliseconds = Math.min(wanted.deadlineSeconds * 1000, haste);
    const parts: Seen['parts'][number][] = [];
    const { walk, walked: walking } = go({
      clock,
      steps,
      route: wanted,
      request: { stream },
      retries,
      deadlineMilliseconds,
    });
    const reading = (async () => {
      const walked = await walking;
      if (walked.kind !== 'answered') return walked;
      let { name } = walked.step.rung;
      const pieces = stream && wanted.brokenStream === 'restart' ? withRestarts(walk, walked) : walked.parts;
      for await (const part of pieces) {
        if (part.kind === 'restart') name = part.step.rung.name;
        parts.push({ rung: name, part });
      }
      return walked;
    })();
    const walked = await through(reading, clock);
    const called = walk.tried.map((each) => each.rung);
    const said = called.map((name, index) => {
      const earlier = called.slice(0, index).filter((each) => each === name).length;
      return providerOf(steps, name).said[(before.get(name) ?? 0) + earlier];
    });
    seen.push({ route: wanted, walked, parts, milliseconds: clock.now() - from, deadlineMilliseconds, called, said });
  }
  return { seen, steps, clock };
}

async function through<T>(promise: Promise<T>, clock: ManualClock): Promise<T> {
  let done = false;
  const watched = promise.finally(() => {
    done = true;
  });
  for (let turn = 0; turn < 1000; turn += 1) {
    await settled();
    if (done) return watched;
    if (clock.untilNext === undefined) throw new Error('a hang: it waits for nothing');
    clock.pass(clock.untilNext);
  }
  throw new Error('a hang');
}

/** By a filter: where it says so in an error, and where in the end. */
const isRefusal = (part: Part) =>
  (part.kind === 'end' && part.finishReason === 'content_filter') ||
  (part.kind === 'fault' && part.failure === 'content-filter');

const holds = (law: (played: Awaited<ReturnType<typeof play>>) => void) =>
  fc.assert(
    fc.asyncProperty(world, async (each) => law(await play(each))),
    { numRuns: 150 },
  );

test('time spent never passes the deadline', () =>
  holds(({ seen }) => {
    for (const { milliseconds, deadlineMilliseconds } of seen)
      expect(milliseconds).toBeLessThanOrEqual(deadlineMilliseconds + 100);
  }));

test('an answer is one rung’s from its first part to its last, unless it says that it begins again', () =>
  holds(({ seen, steps }) => {
    for (const {
      parts,
      walked,
      route: { brokenStream },
    } of seen) {
      if (walked.kind !== 'answered') continue;
      const restarts = parts.filter(({ part }) => part.kind === 'restart').length;
      if (brokenStream !== 'restart') expect(restarts).toBe(0);
      expect(new Set(parts.map(({ rung: name }) => name)).size).toBeLessThanOrEqual(1 + restarts);
      // What the deterministic rung says no other one does.
      for (const { rung: name, part } of parts) {
        if (part.kind !== 'text') continue;
        expect(part.text === 'prepared').toBe(name === steps.at(-1)?.rung.name);
      }
    }
  }));

test('an answer ends once, as whole or as broken, and is never empty', () =>
  holds(({ seen }) => {
    for (const { parts, walked } of seen) {
      if (walked.kind !== 'answered') continue;
      const ends = parts.filter(({ part }) => part.kind === 'end' || part.kind === 'fault');
      expect(ends).toHaveLength(1);
      expect(parts.at(-1)).toBe(ends[0]);
      const refusal = parts.some(({ part }) => part.kind === 'end' && part.finishReason === 'content_filter');
      const said = parts.some(({ part }) => part.kind === 'text' && part.text.trim() !== '');
      expect(said || refusal).toBe(true);
    }
  }));

test('a floor, a fence and a control are never crossed', () =>
  holds(({ seen, steps }) => {
    for (const {
      called,
      route: { floor, residency, controls = [] },
    } of seen) {
      for (const name of called) {
        const { rung: one, residency: within } = steps.find((each) => each.rung.name === name) as Step;
        expect(one.tier).toBeLessThanOrEqual(floor);
        expect(insideFence(within, residency)).toBe(true);
        for (const control of controls) expect(one.controls).toContain(control);
      }
    }
  }));

test('what an answer must satisfy it does, and all of it is there before any of it is shown', () =>
  holds(({ seen }) => {
    for (const {
      parts,
      walked,
      route: { answer },
    } of seen) {
      if (walked.kind !== 'answered' || answer === undefined) continue;
      const refusal = parts.some(({ part }) => part.kind === 'end' && part.finishReason === 'content_filter');
      const said = parts.map(({ part }) => (part.kind === 'text' ? part.text : '')).join('');
      if (!refusal) expect(said).toMatch(/word word/);
      expect(parts.some(({ part }) => part.kind === 'fault' || part.kind === 'restart')).toBe(false);
    }
  }));

test('a refusal by a content filter, and a request that is not taken, is the last that is called', () =>
  holds(({ seen }) => {
    for (const { walked, called, said } of seen) {
      if (walked.kind === 'refused') expect(called.at(-1)).toBe(walked.step.rung.name);
      // Whole or streamed, at once or in the middle, and whatever the route asks of an answer.
      const refused = said.findIndex((parts) => parts.some(isRefusal));
      if (refused >= 0) expect(refused).toBe(called.length - 1);
    }
  }));

test('no more than a tenth of the calls are made twice', () =>
  holds(({ seen }) => {
    let first = 0;
    let second = 0;
    for (const { called } of seen) {
      const rungs = new Set(called.filter((name) => name !== undefined));
      first += rungs.size;
      second += called.length - rungs.size;
      expect(second).toBeLessThanOrEqual(first / 10);
    }
  }));

test('nothing is left behind: no timer, and every provider told', () =>
  holds(({ clock, steps, seen }) => {
    // A provider’s own pause is its own affair; it was told to stop.
    const called = new Set(seen.flatMap((each) => each.called));
    for (const name of called) {
      const { closed, signal } = providerOf(steps, name);
      expect(closed || signal?.aborted).toBe(true);
    }
    let turns = 0;
    while (clock.untilNext !== undefined && turns < 100) {
      clock.pass(clock.untilNext);
      turns += 1;
    }
    expect(clock.pending).toBe(0);
  }));
