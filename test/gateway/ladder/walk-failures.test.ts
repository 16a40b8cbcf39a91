import type { Failure } from '../../../lib/gateway/ladder/failure';
import type { Part } from '../../../lib/gateway/ladder/provider';
import { RetryBudget } from '../../../lib/gateway/ladder/retry-budget';
import { answers, fullBudget, go, outcome, providerOf, route, step, type WalkScene } from '../support/ladder';
import { ManualClock } from '../support/manual-clock';
import { collect, end, fault, type Script, text } from '../support/scripted-provider';

type Scripts = Script | readonly Script[];

function scene(frontier: Scripts, openWeights: Scripts = answers): WalkScene {
  const clock = new ManualClock();
  const steps = [
    step('frontier', 1, frontier, clock),
    step('open-weights', 2, openWeights, clock),
    step('script', 3, answers, clock),
  ];
  return { clock, steps };
}

const calls = ({ steps }: WalkScene) => steps.map(({ rung }) => providerOf(steps, rung.name).asked.length);

/** A caller's mistake is the caller's: no other model is asked, though two would answer. */
test.each<Failure>(['rejected', 'context-length', 'content-filter'])(
  '%s is told, and asked of nobody else',
  async (failure) => {
    const asked = scene([{ kind: 'fault', failure, message: 'words' } as Part]);
    expect(await go(asked).walked).toMatchObject({ kind: 'refused', fault: { failure, message: 'words' } });
    expect(calls(asked)).toEqual([1, 0, 0]);
  },
);

describe('a request too long for a model', () => {
  const sized = (sizes: readonly (number | undefined)[], second: Script = answers): WalkScene => {
    const clock = new ManualClock();
    const steps = sizes.map((contextWindow, index) =>
      step(`rung-${index}`, index < 2 ? 1 : 2, index === 0 ? [fault('context-length')] : second, clock, {
        contextWindow,
      }),
    );
    return { clock, steps: [...steps, step('script', 3, answers, clock)] };
  };

  test.each([
    ['a larger one', [8, 16], 'rung-1', 'rung-0: context-length'],
    [
      'the first that is larger',
      [8, 4, undefined, 16],
      'rung-3',
      'rung-0: context-length; rung-1: smaller-context; rung-2: smaller-context',
    ],
    ['nobody, where none is larger', [8, 8], 'refused', 'rung-0: context-length'],
    ['nobody, where none says how large it is', [8, undefined], 'refused', 'rung-0: context-length'],
    ['nobody, where it does not say itself', [undefined, 16], 'refused', 'rung-0: context-length'],
  ])('is answered by %s', async (_whom, sizes, served, reason) => {
    expect(await outcome(sized(sizes))).toMatchObject({ served, reason });
  });

  test('is refused for now, where the larger one fails: the deterministic tier does not stand in', async () => {
    expect(await outcome(sized([8, 16], [fault('unavailable')]))).toEqual({
      served: 'below-floor',
      reason: 'rung-0: context-length; rung-1: unavailable; script: smaller-context',
      attempts: 2,
    });
  });
});

describe('a second call', () => {
  const twice = (failure: Failure): Scripts => [[fault(failure)], answers];

  test.each<[Failure, served: string]>([
    ['unreachable', 'frontier'],
    ['unavailable', 'frontier'],
    ['timeout', 'open-weights'],
    ['throttled', 'open-weights'],
    ['denied', 'open-weights'],
    ['empty', 'open-weights'],
    ['truncated', 'open-weights'],
    ['garbled', 'open-weights'],
  ])('after %s is %s’s', async (failure, served) => {
    expect((await outcome({ ...scene(twice(failure)), retries: fullBudget() })).served).toBe(served);
  });

  test('is made once, and counted', async () => {
    const asked = scene([fault('unavailable')]);
    const { walk, walked } = go({ ...asked, retries: fullBudget() });
    await walked;
    expect(calls(asked)).toEqual([2, 1, 0]);
    expect(walk.tried.map(({ rung, outcome }) => `${rung}: ${outcome}`)).toEqual([
      'frontier: unavailable',
      'frontier: unavailable',
      'open-weights: answered',
    ]);
    expect(walk.passed).toEqual([{ rung: 'frontier', why: 'unavailable' }]);
  });

  test('needs a budget that somebody paid into', async () => {
    expect((await outcome(scene(twice('unavailable')))).served).toBe('open-weights');
  });

  test('is paid for by the calls to any rung: one purse for all', async () => {
    const retries = new RetryBudget();
    for (let call = 0; call < 10; call += 1) await outcome({ ...scene(answers), retries });
    const asked = scene([fault('throttled')], [[fault('unavailable')], answers]);
    expect(await outcome({ ...asked, retries })).toEqual({
      served: 'open-weights',
      reason: 'frontier: throttled',
      attempts: 3,
    });
  });

  test('is not made of a rung whose breaker the first one opened', async () => {
    const asked = { ...scene([fault('unavailable')]), retries: fullBudget() };
    await outcome(asked);
    await outcome(asked);
    expect(calls(asked)).toEqual([3, 2, 0]);
  });

  test('costs nothing where the rung is held: what was saved is there for another', async () => {
    const clock = new ManualClock();
    const retries = new RetryBudget();
    for (let call = 0; call < 10; call += 1) retries.earn();
    const steps = [step('frontier', 1, [fault('unavailable')], clock)];
    const { gate } = steps[0];
    for (let call = 0; call < 2; call += 1) {
      const entry = gate?.enter();
      if (entry?.kind === 'passed') entry.pass.failed({ failure: 'unavailable' });
    }
    await outcome({ clock, steps, retries });
    expect(retries.spend()).toBe(true);
  });
});

describe('breakers', () => {
  test('spare callers what fails, on the commonest ladder too: one primary and one fallback', async () => {
    const clock = new ManualClock();
    const steps = [step('primary', 1, [fault('unavailable')], clock), step('fallback', 2, answers, clock)];
    for (let call = 0; call < 20; call += 1) expect((await outcome({ clock, steps })).served).toBe('fallback');
    expect(providerOf(steps, 'primary').asked).toHaveLength(3);
    expect((await outcome({ clock, steps })).reason).toBe('primary: breaker-open');
  });

  test('hold a rung that opened and find out when it is well', async () => {
    const asked = scene([[fault('unavailable')], [fault('unavailable')], [fault('unavailable')], answers]);
    for (let call = 0; call < 4; call += 1) await outcome(asked);
    asked.clock.pass(5000);
    expect((await outcome(asked)).served).toBe('frontier');
    expect((await outcome(asked)).served).toBe('frontier');
    expect((await outcome(asked)).reason).toBe('preferred');
  });

  test('say when it is worth coming back, where nothing else reaches the floor', async () => {
    const asked = {
      ...scene([fault('denied')], [{ kind: 'fault', failure: 'throttled', retryAfterMilliseconds: 7000 }]),
      route: route({ floor: 2 }),
    };
    expect(await go(asked).walked).toEqual({ kind: 'below-floor', retryIn: undefined });
    expect(await go(asked).walked).toEqual({ kind: 'below-floor', retryIn: 7000 });
    expect(calls(asked)).toEqual([1, 1, 0]);
  });

  test('count a stream that breaks after its first content', async () => {
    const asked = scene([text('a'), fault('truncated')]);
    for (let call = 0; call < 3; call += 1)
      expect((await outcome({ ...asked, request: { stream: true } })).served).toBe('frontier');
    expect((await outcome({ ...asked, request: { stream: true } })).served).toBe('open-weights');
  });

  test('let a stream prove a rung well with its first content, though nobody reads it to its end', async () => {
    const asked = scene([[fault('unavailable')], [fault('unavailable')], [fault('unavailable')], [text('a'), 'hang']]);
    for (let call = 0; call < 3; call += 1) await outcome(asked);
    asked.clock.pass(5000);
    expect((await go({ ...asked, request: { stream: true } }).walked).kind).toBe('answered');
    expect(await go({ ...asked, request: { stream: true } }).walked).toMatchObject({
      step: { rung: { name: 'frontier' } },
    });
  });

  test('do not learn from a caller in haste', async () => {
    const asked = scene(['hang']);
    for (let call = 0; call < 5; call += 1) {
      const { walked } = go({ ...asked, deadlineMilliseconds: 30 });
      asked.clock.pass(30);
      await walked;
    }
    expect(calls(asked)[0]).toBe(5);
  });
});

describe('controls', () => {
  const controlled = (...declared: readonly (readonly string[] | undefined)[]): WalkScene => {
    const clock = new ManualClock();
    const steps = declared.map((controls, index) => step(`rung-${index}`, 1, answers, clock, { controls }));
    return { clock, steps, route: route({ controls: ['zero-retention', 'guardrail'] }) };
  };

  test.each([
    ['the rung that declares all of them', [undefined, ['zero-retention'], ['guardrail', 'zero-retention']], 'rung-2'],
    ['nobody else', [undefined, ['guardrail']], 'barred'],
  ])('are kept: %s answers', async (_who, declared, served) => {
    expect((await outcome(controlled(...declared))).served).toBe(served);
  });

  test('say which they were', async () => {
    expect(await go(controlled(undefined)).walked).toEqual({ kind: 'barred', why: 'lacks-control' });
  });
});

describe('what an answer must satisfy', () => {
  test('sends a request on to a rung that does, and no breaker minds', async () => {
    const asked = {
      ...scene([text('no'), end], [text('{"total":1}'), end]),
      route: route({ answer: { jsonSchema: { required: ['total'] } } }),
    };
    for (let call = 0; call < 20; call += 1) {
      for (const stream of [false, true]) {
        expect(await outcome({ ...asked, request: { stream } })).toEqual({
          served: 'open-weights',
          reason: 'frontier: unsatisfying',
          attempts: 2,
        });
      }
    }
  });

  test('holds for the deterministic tier too: no answer is better than a wrong one', async () => {
    const asked = { ...scene([text('no'), end], [text('no'), end]), route: route({ answer: { pattern: '^yes' } }) };
    expect(await outcome(asked)).toMatchObject({ served: 'below-floor', attempts: 3 });
  });
});

test('a rung is asked in its own words on a route, and answers in its own', async () => {
  const clock = new ManualClock();
  const prompts = {
    chat: { system: 'Be brief.', parameters: { temperature: 0 }, template: '<{{answer}}>' },
    other: { system: 'no' },
  };
  const steps = [step('frontier', 1, [text('a'), text('b'), end], clock, { prompts })];
  const walked = await go({ clock, steps, request: { stream: true, temperature: 1, maxTokens: 5 } }).walked;
  if (walked.kind !== 'answered') throw new Error(walked.kind);
  expect(await collect(walked.parts)).toEqual([text('<a'), text('b'), text('>'), end]);
  expect(providerOf(steps, 'frontier').asked).toMatchObject([
    { messages: [{ role: 'system', text: 'Be brief.' }, { role: 'user' }], temperature: 0, maxTokens: 5 },
  ]);
});

test('a template alone is no answer', async () => {
  const clock = new ManualClock();
  const prompts = { chat: { template: 'It is said: {{answer}}!' } };
  for (const script of [[end], [text(' '), end]]) {
    const steps = [step('frontier', 1, script, clock, { prompts })];
    for (const stream of [false, true]) {
      expect((await outcome({ clock, steps, request: { stream } })).reason).toMatch(/empty|breaker-open/);
    }
  }
});

test('refusals in words above the route’s rate are the next rung’s to answer; a filter’s stands, and nobody else is asked', async () => {
  const clock = new ManualClock();
  const refuses: Script = [text('I cannot help with that.'), end];
  const filters: Script = [{ kind: 'end', finishReason: 'content_filter' }];
  const asked = route({ answer: { maxRefusalRate: 0.05 } });
  const steps = [step('first', 1, [refuses, refuses, filters], clock), step('second', 2, answers, clock)];
  const served = [];
  for (let request = 0; request < 3; request += 1) served.push((await outcome({ clock, steps, route: asked })).served);
  expect(served).toEqual(['first', 'second', 'first']);
  expect(providerOf(steps, 'second').asked).toHaveLength(1);
});
