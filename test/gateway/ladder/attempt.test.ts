import { type Attempt, attempt } from '../../../lib/gateway/ladder/attempt';
import type { Failure } from '../../../lib/gateway/ladder/failure';
import type { Part, Provider } from '../../../lib/gateway/ladder/provider';
import type { Times } from '../../../lib/gateway/ladder/times';
import { ManualClock } from '../support/manual-clock';
import {
  chatRequest,
  collect,
  end,
  fault,
  type Script,
  ScriptedProvider,
  settled,
  text,
} from '../support/scripted-provider';

const filtered: Part = { kind: 'end', finishReason: 'content_filter' };

interface Asked {
  readonly provider: ScriptedProvider;
  readonly clock: ManualClock;
  readonly caller: AbortController;
  readonly result: Promise<Attempt>;
}

const WHOLE: Times = { headers: 1000, firstContent: 1000, idle: 1000, commit: 1000, end: 1000 };
const STREAMED: Times = { headers: 300, firstContent: 1000, idle: 2000, commit: 1000, end: 5000 };

function ask(script: Script, stream: boolean, accepts?: (answer: string) => boolean): Asked {
  const check = accepts && ((answer: string) => (accepts(answer) ? undefined : ('pattern' as const)));
  const clock = new ManualClock();
  const provider = new ScriptedProvider('m', script, clock);
  const caller = new AbortController();
  const options = { clock, caller: caller.signal, times: stream ? STREAMED : WHOLE, accepts: check };
  return { provider, clock, caller, result: attempt(provider, chatRequest({ stream }), options) };
}

async function partsOf(result: Promise<Attempt>): Promise<Part[]> {
  const answered = await result;
  if (answered.kind === 'failed') throw new Error(`failed: ${answered.fault.failure}`);
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
  expect(provider.closed).toBe(true);
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
  expect(await result).toEqual({ kind: 'failed', fault: fault(failure as Failure) });
  expect(clock.pending).toBe(0);
});

test('a stream that breaks after its first content has been seen: the fault is part of it', async () => {
  expect(await partsOf(ask([text('a'), fault('unreachable')], true).result)).toEqual([text('a'), fault('unreachable')]);
});

/** What a provider does, how long that is borne, and what it is called. */
test.each<[what: string, script: Script, stream: boolean, milliseconds: number, failure: Failure]>([
  ['sends no headers', ['hang'], true, 300, 'timeout'],
  ['sends headers and nothing more', ['open', 'hang'], true, 1000, 'timeout'],
  ['sends blanks and nothing more', ['open', text(' '), 'hang'], true, 1000, 'timeout'],
  ['does not say that it has opened, and sends a blank', [text(' '), 'hang'], true, 1000, 'timeout'],
  ['keeps a whole answer', ['open', 'hang'], false, 1000, 'timeout'],
  ['keeps the end of a whole answer', [text('a'), 'hang', end], false, 1000, 'timeout'],
])('a provider that %s is left after its time, and told so', async (_what, script, stream, milliseconds, failure) => {
  const { result, clock, provider } = ask(script, stream);
  await settled();
  clock.pass(milliseconds - 1);
  expect(provider.signal?.aborted).toBe(false);
  clock.pass(1);
  expect(await result).toEqual({ kind: 'failed', fault: fault(failure) });
  expect(provider.signal?.aborted).toBe(true);
  expect(clock.pending).toBe(0);
});

test('a committed stream that falls silent has stalled', async () => {
  const { result, clock, provider } = ask([text('a'), 'hang', end], true);
  const answered = await result;
  if (answered.kind !== 'answered') throw new Error('failed');
  const parts = collect(answered.parts);
  await settled();
  clock.pass(1999);
  expect(provider.signal?.aborted).toBe(false);
  clock.pass(1);
  expect(await parts).toEqual([text('a'), fault('stalled')]);
});

test('a committed stream has the rest of the request’s time, and not more', async () => {
  const { result, clock } = ask([text('a'), { pause: 1900 }, text('b'), { pause: 1900 }, text('c'), 'hang'], true);
  const answered = await result;
  if (answered.kind !== 'answered') throw new Error('failed');
  const parts = collect(answered.parts);
  for (const milliseconds of [1900, 1900, 1199]) {
    await settled();
    clock.pass(milliseconds);
  }
  await settled();
  expect(clock.pending).toBeGreaterThan(0);
  clock.pass(1);
  expect(await parts).toEqual([text('a'), text('b'), text('c'), fault('timeout')]);
});

test('only a reader who waits finds a stream silent: a slow one does not', async () => {
  const { result, clock } = ask([text('a'), text('b'), end], true);
  const answered = await result;
  if (answered.kind !== 'answered') throw new Error('failed');
  const parts = (answered.parts as AsyncIterable<Part>)[Symbol.asyncIterator]();
  await parts.next();
  clock.pass(4000);
  expect((await parts.next()).value).toEqual(text('b'));
});

test('who takes most of the time himself is no fault of the provider’s', async () => {
  const { result, clock } = ask([text('a'), { pause: 1000 }, text('b'), 'hang'], true);
  const answered = await result;
  if (answered.kind !== 'answered') throw new Error('failed');
  const parts = (answered.parts as AsyncIterable<Part>)[Symbol.asyncIterator]();
  await parts.next();
  const second = parts.next();
  await settled();
  clock.pass(1000);
  expect((await second).value).toEqual(text('b'));
  clock.pass(4000);
  expect((await parts.next()).value).toEqual(fault('unread'));
});

describe('with something that an answer must satisfy', () => {
  const satisfied = (answer: string) => answer === 'ab';

  test.each([false, true])('a good one is passed on (streamed: %s)', async (stream) => {
    expect(await partsOf(ask([text('a'), text('b'), end], stream, satisfied).result)).toHaveLength(3);
  });

  test.each([false, true])('a bad one is a failure, and nobody has seen any of it (streamed: %s)', async (stream) => {
    const { result } = ask([text('a'), end], stream, satisfied);
    expect(await result).toMatchObject({ kind: 'failed', fault: fault('unsatisfying') });
  });

  test('a refusal by a content filter stands as it is', async () => {
    expect(await partsOf(ask([text('no'), filtered], true, satisfied).result)).toEqual([text('no'), filtered]);
  });
});

test('an answer beyond all bounds is none, and is not held', async () => {
  const large = text('x'.repeat(5 * 1024 * 1024));
  const { result } = ask([large, large, 'hang'], false);
  expect(await result).toEqual({ kind: 'failed', fault: fault('garbled') });
});

test('a caller who leaves takes the provider along', async () => {
  const { result, caller, provider } = ask(['hang'], false);
  caller.abort();
  expect(await result).toEqual({ kind: 'failed', fault: fault('abandoned') });
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
  const options = { clock: new ManualClock(), caller, times: STREAMED };
  const answered = await attempt(provider, chatRequest({ stream: true }), options);
  if (answered.kind !== 'answered') throw new Error('failed');
  for await (const _part of answered.parts) break;
  await new Promise(setImmediate);
  expect(cleanedUp).toBe(true);
});
