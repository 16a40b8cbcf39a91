import fc from 'fast-check';
import { admit, type BreakerState, CLOSED, type Health, record } from '../../../lib/gateway/ladder/breaker';

const START = Date.parse('2026-01-01T00:00:00Z');

/** `ok`, `fail`, `alarm` and `say nothing` are calls; a number lets so many milliseconds pass. */
type Event = number | 'ok' | 'fail' | 'alarm' | 'say nothing';
const HEALTH: Readonly<Record<Exclude<Event, number>, Health>> = {
  ok: 'success',
  fail: 'failure',
  alarm: 'alarm',
  'say nothing': 'neutral',
};

/** Each call is made, where it is admitted, and ends at once. */
function after(events: readonly Event[], random = 0): { state: BreakerState; now: number; calls: number } {
  let state = CLOSED;
  let now = START;
  let calls = 0;
  for (const event of events) {
    if (typeof event === 'number') {
      now += event;
      continue;
    }
    const entry = admit(state, now);
    state = entry.state;
    if (!entry.admitted) continue;
    calls += 1;
    state = record(state, { health: HEALTH[event], probe: state.kind === 'half-open', now, random });
  }
  return { state, now, calls };
}

const times = (count: number, ...events: Event[]): Event[] => Array.from({ length: count }, () => events).flat();

test.each<[what: string, events: readonly Event[], kind: BreakerState['kind']]>([
  ['two failures in a row', ['fail', 'fail'], 'closed'],
  ['three failures in a row', ['fail', 'fail', 'fail'], 'open'],
  ['three failures with a success between', ['fail', 'fail', 'ok', 'fail'], 'closed'],
  ['calls that say nothing, between failures', ['fail', 'fail', 'say nothing', 'fail'], 'open'],
  ['half of nine calls', [...times(4, 'ok', 'fail'), 'fail'], 'closed'],
  ['half of ten calls', times(5, 'ok', 'fail'), 'open'],
  ['less than half of ten calls', [...times(4, 'fail', 'ok'), 'ok', 'ok', 'ok', 'fail'], 'closed'],
  ['half of ten calls, within half a minute', times(5, 'ok', 3000, 'fail', 2000), 'open'],
  ['half of ten calls, in more than half a minute', times(5, 'ok', 4000, 'fail', 4000), 'closed'],
  ['an alarm, at once', ['ok', 'alarm'], 'open'],
  ['a probe out', ['fail', 'fail', 'fail', 5000, 'say nothing'], 'half-open'],
  ['one good probe', ['fail', 'fail', 'fail', 5000, 'ok'], 'half-open'],
  ['two good probes', ['fail', 'fail', 'fail', 5000, 'ok', 'ok'], 'closed'],
  ['a good probe and a bad one', ['fail', 'fail', 'fail', 5000, 'ok', 'fail'], 'open'],
  ['a closed breaker, which remembers nothing', ['fail', 'fail', 'fail', 5000, 'ok', 'ok', 'fail', 'fail'], 'closed'],
])('%s', (_what, events, kind) => {
  expect(after(events).state.kind).toBe(kind);
});

test('stays open twice as long each time its probe fails, a minute at most', () => {
  let events: Event[] = ['fail', 'fail', 'fail'];
  for (const seconds of [5, 10, 20, 40, 60, 60]) {
    const { state, now } = after(events);
    expect(state).toMatchObject({ kind: 'open', until: now + seconds * 1000 });
    expect(admit(state, now + seconds * 1000 - 1).admitted).toBe(false);
    events = [...events, seconds * 1000, 'fail'];
  }
});

test('begins with five seconds again once it was closed', () => {
  const { state, now } = after(['fail', 'fail', 'fail', 5000, 'fail', 10_000, 'ok', 'ok', 'fail', 'fail', 'fail']);
  expect(state).toMatchObject({ kind: 'open', until: now + 5000 });
});

test.each([
  ['fail', 0, 5000],
  ['fail', 1, 3750],
  ['alarm', 1, 60_000],
] as const)('after %s with the dice at %d it opens for %d ms', (event, random, length) => {
  const { state, now } = after([event, event, event], random);
  expect(state).toMatchObject({ kind: 'open', until: now + length });
});

test('lets one probe through at a time', () => {
  const { state, now } = after(['fail', 'fail', 'fail', 5000]);
  const first = admit(state, now);
  expect([first.admitted, first.state.kind]).toEqual([true, 'half-open']);
  expect(admit(first.state, now).admitted).toBe(false);
  const over = record(first.state, { health: 'success', probe: true, now, random: 0 });
  expect(admit(over, now).admitted).toBe(true);
});

test.each<Health>(['success', 'failure', 'alarm'])('a call from before says nothing to an open one: %s', (health) => {
  const { state, now } = after(['fail', 'fail', 'fail']);
  expect(record(state, { health, probe: false, now, random: 0 })).toBe(state);
  const probing = admit(state, now + 5000).state;
  expect(record(probing, { health, probe: false, now, random: 0 })).toBe(probing);
});

test('holds no more than the window, however many calls there are', () => {
  const { state } = after(times(1000, 'ok', 'ok', 100));
  expect(state.kind === 'closed' && state.recent.length).toBeLessThanOrEqual(30);
});

test('a dead upstream is called no more than its probes allow', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 50, max: 2000 }), (seconds, gap) => {
      const { calls } = after(times(Math.floor((seconds * 1000) / gap), 'fail', gap));
      // Three to open it; then 5, 10, 20, 40 s and a probe a minute.
      expect(calls).toBeLessThanOrEqual(3 + 4 + Math.ceil(seconds / 60));
    }),
  );
});

test('an upstream that is well again is found out within the longest time open', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Event>('ok', 'fail', 'alarm', 'say nothing', 7000), { maxLength: 60 }),
      (events) => {
        expect(after([...events, 60_000, 'ok', 'ok']).state.kind).toBe('closed');
      },
    ),
  );
});
