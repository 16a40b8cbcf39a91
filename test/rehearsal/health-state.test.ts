import type { Rung } from '../../lib/contract/ladder';
import { HealthRounds } from '../../lib/rehearsal/health-state';
import type { Behaviour } from '../../lib/rehearsal/stubs/behaviour';

const ladder: readonly Rung[] = [
  { name: 'frontier', tier: 1, on: { aws: { kind: 'bedrock', model: 'm', profile: 'eu' } } },
  { name: 'open-weights', tier: 2, on: { aws: { kind: 'openai-compatible', url: 'https://x/v1', model: 'm' } } },
  { name: 'script', tier: 3, on: { aws: { kind: 'deterministic' } } },
];

/** The states of so many rounds, a minute apart, each with these behaviours of frontier and open-weights. */
function rounds(behaviours: readonly (readonly [Behaviour, Behaviour])[], floor: 1 | 2 | 3 = 3) {
  let now = 0;
  const health = new HealthRounds('aws:eu-west-1', ladder, floor, () => now);
  return behaviours.map(([frontier, openWeights]) => {
    now += 60;
    const of = (rung: string) => (rung === 'frontier' ? frontier : openWeights);
    return health.round(of, new Date(now * 1000), 60);
  });
}

const repeat = (times: number, frontier: Behaviour, openWeights: Behaviour = 'ok') =>
  Array.from({ length: times }, () => [frontier, openWeights] as const);

test('a Google cell is judged by what its rungs are there', () => {
  const google: readonly Rung[] = [
    {
      ...{ name: 'frontier', tier: 1 },
      on: { aws: { kind: 'deterministic' }, google: { kind: 'vertex', model: 'm', location: 'eu' } },
    },
    { name: 'script', tier: 3, on: { google: { kind: 'deterministic' } } },
  ];
  const health = new HealthRounds('google:europe-west4', google, 3, () => 0);
  const state = health.round(() => 'refuse', new Date(0), 60);
  expect(state.evidence).toEqual(['frontier: bad (stub: refuse)', 'script: good (stub: refuse)']);
});

test('a state has the contract’s shape, and says who wrote it', () => {
  expect(rounds(repeat(1, 'ok'))[0]).toEqual({
    ...{ version: 1, cell: 'aws:eu-west-1', at: '1970-01-01T00:01:00.000Z', periodSeconds: 60 },
    ...{ serving: 'good', preferred: 'good', servingTier: 1, writer: 'rehearsal' },
    evidence: ['frontier: good (stub: ok)', 'open-weights: good (stub: ok)', 'script: good (stub: ok)'],
  });
});

test('three bad rounds turn the preferred verdict, not two', () => {
  expect(rounds(repeat(3, 'garbage')).map((state) => state.preferred)).toEqual(['good', 'good', 'bad']);
});

test('a good round in between starts the count anew', () => {
  const course = [...repeat(2, 'refuse'), ...repeat(1, 'ok'), ...repeat(2, 'refuse')];
  expect(rounds(course).every((state) => state.preferred === 'good')).toBe(true);
});

test('refused for load is unknown, never bad', () => {
  const states = rounds(repeat(9, 'throttle'));
  expect(states.every((state) => state.preferred === 'unknown' && state.serving === 'good')).toBe(true);
  expect(states[0].servingTier).toBe(2);
});

test('five good rounds turn it back, but not before five minutes have passed', () => {
  const verdicts = rounds([...repeat(3, 'garbage'), ...repeat(5, 'ok')]).map((state) => state.preferred);
  expect(verdicts).toEqual(['good', 'good', 'bad', 'bad', 'bad', 'bad', 'bad', 'good']);
});

test('serving asks only for the loosest floor', () => {
  expect(rounds(repeat(3, 'garbage', 'refuse')).at(-1)).toMatchObject({ serving: 'good', servingTier: 3 });
  expect(rounds(repeat(3, 'garbage', 'refuse'), 2).at(-1)).toMatchObject({ serving: 'bad', servingTier: 3 });
});
