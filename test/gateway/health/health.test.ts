import type { CellState } from '../../../lib/contract/cell-state';
import { PATHS } from '../../../lib/contract/http';
import type { Standing } from '../../../lib/contract/turning';
import { Health } from '../../../lib/gateway/health/health';
import { parseState } from '../../../lib/gateway/health/parse-state';
import { stateReader } from '../../../lib/gateway/health/state-reader';
import { ManualClock } from '../support/manual-clock';

const CELL = 'aws:eu-west-1';
const GOOD: Standing = { verdict: 'good', against: 0, turnedAt: 0, knownAt: 0 };

function stateAt(time: number, more: Partial<CellState> = {}): string {
  const state: CellState = {
    version: 1,
    cell: CELL,
    at: new Date(time).toISOString(),
    periodSeconds: 60,
    serving: 'good',
    preferred: 'bad',
    servingTier: 2,
    evidence: ['frontier: 3 of 3 rounds failed'],
    writer: 'prober',
  };
  return JSON.stringify({ ...state, ...more });
}

function setUp() {
  const clock = new ManualClock();
  const store = { content: undefined as string | undefined | Error, reads: 0 };
  const fetchState = async () => {
    store.reads += 1;
    if (store.content instanceof Error) throw store.content;
    return store.content;
  };
  return { clock, store, health: new Health(CELL, stateReader(CELL, fetchState, clock), clock) };
}

test('answers each path with its verdict, its evidence and its time', async () => {
  const { health, store, clock } = setUp();
  store.content = stateAt(clock.now());
  expect(await health.answer(PATHS.serving)).toMatchObject({ verdict: 'good', status: 200 });
  expect(await health.answer(PATHS.preferred)).toEqual({
    cell: CELL,
    path: PATHS.preferred,
    verdict: 'bad',
    status: 503,
    evidence: ['frontier: 3 of 3 rounds failed'],
    at: '2026-01-01T00:00:00.000Z',
  });
});

test('lives without asking anybody', async () => {
  const { health, store } = setUp();
  store.content = new Error('dark');
  expect(await health.answer(PATHS.live)).toMatchObject({ verdict: 'good', status: 200 });
  expect(store.reads).toBe(0);
});

test('knows no other path', async () => {
  expect(await setUp().health.answer('/health/other')).toBeUndefined();
});

test('holds its last verdict for ten minutes while the state is unreadable', async () => {
  const { health, store, clock } = setUp();
  store.content = stateAt(clock.now());
  await health.answer(PATHS.preferred);
  store.content = new Error('dark');
  clock.pass(600_000);
  expect(await health.answer(PATHS.preferred)).toMatchObject({ verdict: 'bad', status: 503 });
  clock.pass(2000);
  expect(await health.answer(PATHS.preferred)).toMatchObject({ verdict: 'unknown', status: 200 });
});

test('reads once for all who ask within two seconds', async () => {
  const { health, store, clock } = setUp();
  store.content = stateAt(clock.now());
  await Promise.all([health.answer(PATHS.serving), health.answer(PATHS.preferred)]);
  clock.pass(1999);
  await health.answer(PATHS.serving);
  expect(store.reads).toBe(1);
  clock.pass(1);
  await health.answer(PATHS.serving);
  expect(store.reads).toBe(2);
});

test.each([
  ['no JSON', 'torn {'],
  ['null', 'null'],
  ['another version', stateAt(0, { version: 2 as 1 })],
  ['another cell’s', stateAt(0, { cell: 'aws:eu-west-3' })],
  ['no time', stateAt(0, { at: 'noon' })],
  ['no period', stateAt(0, { periodSeconds: 0 })],
  ['a verdict that is none', stateAt(0, { serving: 'fine' as 'good' })],
  ['no evidence', stateAt(0, { evidence: undefined })],
  ['standing nowhere', stateAt(0, { standings: {} as CellState['standings'] })],
  ['known after it was written', stateAt(0, { standings: { serving: GOOD, preferred: { ...GOOD, knownAt: 1 } } })],
  ['turned at no time', stateAt(0, { standings: { serving: GOOD, preferred: { ...GOOD, turnedAt: Number.NaN } } })],
])('a state that is %s is unreadable', (_case, text) => {
  expect(parseState(text, CELL).kind).toBe('unreadable');
});

test('a state with standings is read', () => {
  const text = stateAt(0, { standings: { serving: GOOD, preferred: GOOD } });
  expect(parseState(text, CELL)).toMatchObject({ kind: 'state', state: { standings: { serving: GOOD } } });
});
