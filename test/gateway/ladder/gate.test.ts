import type { LadderEvent } from '../../../lib/gateway/ladder/events';
import type { Failure } from '../../../lib/gateway/ladder/failure';
import { Gate, type Pass } from '../../../lib/gateway/ladder/gate';
import { ManualClock } from '../support/manual-clock';

function scene() {
  const clock = new ManualClock();
  const events: LadderEvent[] = [];
  const gate = new Gate('somewhere/m', { clock, random: () => 0, observe: (event) => events.push(event) });
  const pass = (hurried?: boolean): Pass => {
    const entry = gate.enter(hurried);
    if (entry.kind === 'held') throw new Error(entry.why);
    return entry.pass;
  };
  const fail = (failure: Failure, count = 3) => {
    for (let call = 0; call < count; call += 1) pass().failed({ failure });
  };
  return { clock, events, gate, pass, fail };
}

const HELD = { kind: 'held', why: 'breaker-open' };

/** What three calls with the same end do to those that come after. */
test.each<[failure: Failure, milliseconds: number | undefined]>([
  ['unreachable', 5000],
  ['timeout', 5000],
  ['stalled', 5000],
  ['unavailable', 5000],
  ['empty', 5000],
  ['truncated', 5000],
  ['garbled', 5000],
  ['rejected', undefined],
  ['context-length', undefined],
  ['content-filter', undefined],
  ['unsatisfying', undefined],
  ['abandoned', undefined],
])('%s holds the next call for %d ms', (failure, milliseconds) => {
  const { gate, fail } = scene();
  fail(failure);
  const held = milliseconds === undefined ? { kind: 'passed' } : { ...HELD, milliseconds };
  expect(gate.enter()).toMatchObject(held);
});

test.each([
  ['a caller who left a model that had long been silent', 'held', true, false],
  ['one who was in haste', 'passed', true, true],
  ['one who left soon', 'passed', false, false],
])('%s: three of them, and the next call is %s', (_case, kind, silent, hurried) => {
  const { gate, pass } = scene();
  for (let call = 0; call < 3; call += 1) pass(hurried).failed({ failure: 'abandoned', silent });
  expect(gate.enter().kind).toBe(kind);
});

test.each<Failure>(['denied', 'missing'])(
  '%s holds every call for a minute at once, and raises an alarm',
  (failure) => {
    const { gate, events, fail } = scene();
    fail(failure, 1);
    expect(gate.enter()).toEqual({ ...HELD, milliseconds: 60_000 });
    expect(events).toEqual([
      { event: 'alarm', upstream: 'somewhere/m', failure },
      { event: 'breaker', upstream: 'somewhere/m', from: 'closed', to: 'open' },
    ]);
  },
);

test.each([
  [undefined, 1000],
  [7000, 7000],
  [3_600_000, 60_000],
])('a refusal for load that asks for %s cools for %d ms, and is no failure', (retryAfterMilliseconds, milliseconds) => {
  const { clock, gate, pass, events } = scene();
  const passes = [pass(), pass(), pass(), pass()];
  for (const each of passes) each.failed({ failure: 'throttled', retryAfterMilliseconds });
  expect(gate.enter()).toEqual({ kind: 'held', why: 'cooling', milliseconds });
  clock.pass(milliseconds - 1);
  expect(gate.enter().kind).toBe('held');
  clock.pass(1);
  expect(gate.enter().kind).toBe('passed');
  expect(events).toEqual([]);
});

test('a timeout in a caller’s own haste says nothing of the model', () => {
  const { gate, pass } = scene();
  for (let call = 0; call < 20; call += 1) pass(true).failed({ failure: 'timeout' });
  expect(gate.enter().kind).toBe('passed');
});

test('what is told a second time is not heard', () => {
  const { gate, pass } = scene();
  for (let call = 0; call < 2; call += 1) {
    const each = pass();
    each.failed({ failure: 'unavailable' });
    each.failed({ failure: 'unavailable' });
    each.succeeded();
  }
  expect(gate.enter().kind).toBe('passed');
});

describe('a probe', () => {
  const probing = () => {
    const { clock, fail, ...rest } = scene();
    fail('unavailable');
    clock.pass(5000);
    return { clock, fail, ...rest };
  };

  test('is alone: others are held until it says how things stand', () => {
    const { gate, pass } = probing();
    const probe = pass();
    expect(gate.enter()).toEqual({ ...HELD, milliseconds: 1000 });
    probe.succeeded();
    expect(gate.enter().kind).toBe('passed');
  });

  test('that is a stream lets the next one in with its first content, not its last', () => {
    const { gate, pass } = probing();
    pass().begun();
    pass().begun();
    expect(gate.closed).toBe(true);
  });

  test('that is a stream counts once, with its beginning', () => {
    const { gate, pass } = probing();
    const probe = pass();
    probe.begun();
    probe.succeeded();
    expect(gate.closed).toBe(false);
  });

  test('whose caller left gives its place to another', () => {
    const { gate, pass } = probing();
    pass().failed({ failure: 'abandoned' });
    expect(gate.enter().kind).toBe('passed');
  });

  test('that is throttled gives its place to another, after the cooling', () => {
    const { clock, gate, pass } = probing();
    pass().failed({ failure: 'throttled' });
    expect(gate.enter()).toMatchObject({ why: 'cooling' });
    clock.pass(1000);
    expect(gate.enter().kind).toBe('passed');
  });

  test('that is a stream and breaks after it began counts against a closed breaker', () => {
    const { gate, pass, fail } = probing();
    const first = pass();
    first.begun();
    pass().succeeded();
    fail('unavailable', 2);
    first.failed({ failure: 'truncated' });
    expect(gate.enter().kind).toBe('held');
  });
});
