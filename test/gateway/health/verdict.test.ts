import fc from 'fast-check';
import type { CellState, Verdict } from '../../../lib/contract/cell-state';
import { judge, type LastVerdict, type Reading } from '../../../lib/gateway/health/verdict';

const NOW = Date.parse('2026-01-01T12:00:00Z');

/** A state written so many seconds ago, of a period of 60 s. */
function written(secondsAgo: number, serving: Verdict, preferred: Verdict = 'good'): Reading {
  const state: CellState = {
    version: 1,
    cell: 'aws:eu-west-1',
    at: new Date(NOW - secondsAgo * 1000).toISOString(),
    periodSeconds: 60,
    serving,
    preferred,
    servingTier: null,
    evidence: ['frontier: 3 of 3 rounds failed (throttled)'],
    writer: 'prober',
  };
  return { kind: 'state', state };
}

const missing: Reading = { kind: 'missing' };
const unreadable: Reading = { kind: 'unreadable', why: 'TimeoutError' };
const last = (verdict: LastVerdict['verdict'], secondsAgo: number): LastVerdict => ({
  verdict,
  at: NOW - secondsAgo * 1000,
  until: NOW - secondsAgo * 1000 + 600_000,
});

test.each<[string, Reading, LastVerdict | undefined, Verdict, number]>([
  ['a fresh good state', written(10, 'good'), undefined, 'good', 200],
  ['a fresh bad state', written(10, 'bad'), undefined, 'bad', 503],
  ['a fresh good state after a bad one', written(10, 'good'), last('bad', 70), 'good', 200],
  ['a fresh bad state after a good one', written(10, 'bad'), last('good', 70), 'bad', 503],
  ['the same state read twice', written(10, 'bad'), last('bad', 10), 'bad', 503],
  ['a state of exactly three periods', written(180, 'bad'), undefined, 'bad', 503],
  ['a fresh unknown state', written(10, 'unknown'), undefined, 'unknown', 200],
  ['a fresh unknown state after a bad one', written(10, 'unknown'), last('bad', 70), 'bad', 503],
  ['a fresh unknown state long after a bad one', written(10, 'unknown'), last('bad', 601), 'unknown', 200],
  ['no state', missing, undefined, 'unknown', 200],
  ['no state any more, after a bad one', missing, last('bad', 600), 'bad', 503],
  ['no state any more, long after a bad one', missing, last('bad', 601), 'unknown', 200],
  ['an unreadable state', unreadable, undefined, 'unknown', 200],
  ['an unreadable state after a bad one', unreadable, last('bad', 599), 'bad', 503],
  ['an unreadable state after a good one', unreadable, last('good', 599), 'good', 200],
  ['an unreadable state long after', unreadable, last('bad', 601), 'unknown', 200],
  ['a stale bad state, which holds', written(181, 'bad'), undefined, 'bad', 503],
  ['a stale good state after a newer bad one', written(300, 'good'), last('bad', 200), 'bad', 503],
  ['a stale bad state at the end of its hold', written(600, 'bad'), undefined, 'bad', 503],
  ['a state from before the hold', written(601, 'bad'), undefined, 'unknown', 200],
  ['a clock a little ahead', written(-30, 'bad'), undefined, 'bad', 503],
  ['a state of the future', written(-3600, 'bad'), undefined, 'unknown', 200],
])('%s', (_case, reading, remembered, verdict, status) => {
  expect(judge('serving', reading, remembered, NOW)).toMatchObject({ verdict, status });
});

test('a verdict that rounds of unknown outcome hold counts from the last round that knew', () => {
  const known = (secondsAgo: number) => ({ verdict: 'bad', against: 0, turnedAt: 0, knownAt: NOW - secondsAgo * 1000 });
  const state = (secondsAgo: number) => {
    const { state } = written(10, 'bad') as Extract<Reading, { kind: 'state' }>;
    return { ...state, standings: { serving: known(secondsAgo), preferred: known(secondsAgo) } } as CellState;
  };
  const { last } = judge('serving', { kind: 'state', state: state(400) }, undefined, NOW);
  expect(last).toEqual(last && { verdict: 'bad', at: NOW - 400_000, until: NOW + 200_000 });
  expect(judge('serving', unreadable, last, NOW + 200_000).status).toBe(503);
  expect(judge('serving', unreadable, last, NOW + 200_001)).toMatchObject({ verdict: 'unknown', status: 200 });
});

test('each path has its own verdict', () => {
  const reading = written(10, 'good', 'bad');
  expect(judge('serving', reading, undefined, NOW).status).toBe(200);
  expect(judge('preferred', reading, undefined, NOW).status).toBe(503);
});

test.each<[string, Reading, LastVerdict | undefined, RegExp]>([
  ['the prober’s evidence', written(10, 'bad'), undefined, /3 of 3 rounds failed/],
  [
    'that a verdict is held, and since when',
    unreadable,
    last('bad', 90),
    /TimeoutError.*the verdict of 90 s ago holds/,
  ],
  ['how old a state is', written(700, 'bad'), undefined, /700 s old/],
  ['that nothing was ever written', missing, undefined, /no state has been written/],
  ['that a state is of the future', written(-3600, 'bad'), undefined, /of the future/],
])('says %s', (_case, reading, remembered, said) => {
  expect(judge('serving', reading, remembered, NOW).evidence.join('; ')).toMatch(said);
});

test('not knowing never removes a cell: without a bad verdict in ten minutes the answer is 200', () => {
  const readings = fc.oneof(
    fc.constant(missing),
    fc.constant(unreadable),
    fc.integer({ min: -7200, max: 7200 }).map((ago) => written(ago, 'unknown')),
    fc.integer({ min: 601, max: 7200 }).map((ago) => written(ago, 'bad')),
  );
  const remembered = fc.oneof(
    fc.constant(undefined),
    fc.integer({ min: 0, max: 7200 }).map((ago) => last('good', ago)),
    fc.integer({ min: 601, max: 7200 }).map((ago) => last('bad', ago)),
  );
  fc.assert(
    fc.property(readings, remembered, (reading, known) => {
      expect(judge('serving', reading, known, NOW).status).toBe(200);
    }),
  );
});
