import { type Attempt, attempt } from '../../../lib/gateway/ladder/attempt';
import type { Part, Provider } from '../../../lib/gateway/ladder/provider';
import { ManualClock } from '../support/manual-clock';
import { chatRequest, collect, end, fault, ScriptedProvider, text } from '../support/scripted-provider';

const filtered: Part = { kind: 'end', finishReason: 'content_filter' };

interface Asked {
  readonly provider: ScriptedProvider;
  readonly clock: ManualClock;
  readonly caller: AbortController;
  readonly result: Promise<Attempt>;
}

function ask(script: ConstructorParameters<typeof ScriptedProvider>[1], stream: boolean): Asked {
  const provider = new ScriptedProvider('m', script);
  const clock = new ManualClock();
  const caller = new AbortController();
  const limits = { clock, caller: caller.signal, commitWithin: 1000, endWithin: 5000 };
  return { provider, clock, caller, result: attempt(provider, chatRequest({ stream }), limits) };
}

async function partsOf(result: Promise<Attempt>): Promise<Part[]> {
  const answered = await result;
  if (answered.kind === 'failed') throw new Error(`failed: ${answered.failure}`);
  return collect(answered.parts);
}

test.each([
  ['a whole answer', [text('a'), end], false],
  ['a stream', [text('a'), text('b'), end], true],
  ['a stream that begins with blanks', [text(' '), text('a'), end], true],
  ['a refusal by a content filter, whole', [filtered], false],
  ['a refusal by a content filter, streamed', [filtered], true],
])('passes on %s', async (_case, script, stream) => {
  const { result, clock, provider } = ask(script, stream);
  expect(await partsOf(result)).toEqual(script);
  expect(clock.pending).toBe(0);
  expect(provider.signal?.aborted).toBe(true);
});

test.each([
  ['an error', [fault('throttled')], true, 'throttled'],
  ['an answer without content', [end], false, 'empty'],
  ['a stream of blanks', [text(' \n'), end], true, 'empty'],
  ['an end without an end', [text('a')], false, 'truncated'],
  ['a fault in the middle of a whole answer', [text('a'), fault('unreachable')], false, 'unreachable'],
  ['a fault before the first content of a stream', [text(' '), fault('unavailable')], true, 'unavailable'],
  ['a provider that throws', ['throw' as const], true, 'garbled'],
])('%s is a failure, after which another rung may try', async (_case, script, stream, failure) => {
  const { result, clock } = ask(script, stream);
  expect(await result).toEqual({ kind: 'failed', failure });
  expect(clock.pending).toBe(0);
});

test('a stream that breaks after its first content has been seen: the fault is part of it', async () => {
  expect(await partsOf(ask([text('a'), fault('unreachable')], true).result)).toEqual([text('a'), fault('unreachable')]);
});

test('a provider that says nothing is left at its deadline, and told so', async () => {
  const { result, clock, provider } = ask(['hang', text('late'), end], true);
  clock.pass(999);
  expect(provider.signal?.aborted).toBe(false);
  clock.pass(1);
  expect(await result).toEqual({ kind: 'failed', failure: 'timeout' });
  expect(provider.signal?.aborted).toBe(true);
});

test('a whole answer has until the same deadline for all of it', async () => {
  const { result, clock } = ask([text('a'), 'hang', end], false);
  clock.pass(1000);
  expect(await result).toEqual({ kind: 'failed', failure: 'timeout' });
});

test('a committed stream has the rest of the route’s time', async () => {
  const { result, clock } = ask([text('a'), 'hang', end], true);
  const answered = await result;
  clock.pass(4999);
  expect(clock.pending).toBe(1);
  clock.pass(1);
  expect(answered.kind === 'answered' && (await collect(answered.parts))).toEqual([text('a'), fault('timeout')]);
});

test('a caller who leaves takes the provider along', async () => {
  const { result, caller, provider } = ask(['hang'], false);
  caller.abort();
  expect(await result).toEqual({ kind: 'failed', failure: 'abandoned' });
  expect(provider.signal?.aborted).toBe(true);
});

test('leaving a committed stream closes the provider', async () => {
  const { result, provider } = ask([text('a'), 'hang'], true);
  const answered = await result;
  if (answered.kind !== 'answered') throw new Error('failed');
  for await (const _part of answered.parts) break;
  expect(provider.signal?.aborted).toBe(true);
});

test('leaving a committed stream lets the provider clean up, though it looks at no signal', async () => {
  let cleanedUp = false;
  const provider: Provider = {
    model: 'm',
    async *execute() {
      try {
        yield text('a');
        yield text('b');
      } finally {
        cleanedUp = true;
      }
    },
  };
  const caller = new AbortController().signal;
  const limits = { clock: new ManualClock(), caller, commitWithin: 1000, endWithin: 5000 };
  const answered = await attempt(provider, chatRequest({ stream: true }), limits);
  if (answered.kind !== 'answered') throw new Error('failed');
  for await (const _part of answered.parts) break;
  await new Promise(setImmediate);
  expect(cleanedUp).toBe(true);
});
