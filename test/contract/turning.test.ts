import fc from 'fast-check';
import type { Verdict } from '../../lib/contract/cell-state';
import { type Standing, TURNING, turn, unknownSince } from '../../lib/contract/turning';

const PERIOD_SECONDS = 60;
const STEP = 15_000;
const ROUND: Readonly<Record<string, Verdict>> = { g: 'good', b: 'bad', u: 'unknown' };
const LETTER: Readonly<Record<Verdict, string>> = { good: 'g', bad: 'b', unknown: 'u' };

/**
 * What the verdict is after each round, 15 s apart: `g`ood, `b`ad, `u`nknown, and a digit for so many minutes in which
 * no round ran, which says nothing.
 */
function verdicts(rounds: string, from: Standing = unknownSince(0)): string {
  let standing = from;
  let now = 0;
  return [...rounds]
    .map((letter) => {
      if (/\d/.test(letter)) {
        now += Number(letter) * 60_000;
        return letter;
      }
      now += STEP;
      standing = turn(standing, ROUND[letter], now, PERIOD_SECONDS);
      return LETTER[standing.verdict];
    })
    .join('');
}

/** Twenty rounds are five minutes. */
const DWELL = 'g'.repeat(20);

test.each<[string, string, string]>([
  ['one good round is news enough at first', 'g', 'g'],
  ['three bad ones turn what nothing is known of', 'bbb', 'uub'],
  ['a good one takes back the bad ones before anything is known', 'bbgbb', 'uuggg'],
  ['nothing is known by unknown rounds', 'uuu', 'uuu'],
  ['three bad rounds in a row turn good', 'gbbb', 'gggb'],
  ['two do not', 'gbbg', 'gggg'],
  ['three that are not in a row do not', 'gbbgbbg', 'ggggggg'],
  ['an unknown round counts for nothing', 'gbubub', 'gggggb'],
  ['unknown rounds alone turn nothing', 'guuuuuuuu', 'ggggggggg'],
  ['rounds more than three minutes apart are not in a row', 'gbb4b', 'ggg4g'],
  ['rounds three minutes apart are', 'gbb2b', 'ggg2b'],
  ['five good rounds turn bad back, but not before the dwell', `bbb${DWELL}`, `uub${'b'.repeat(19)}g`],
  ['after the dwell five good ones are needed', `bbb${'b'.repeat(20)}gggg`, `uub${'b'.repeat(24)}`],
  ['and five are enough', `bbb${'b'.repeat(20)}ggggg`, `uub${'b'.repeat(24)}g`],
  ['a bad one among them begins anew', `bbb${'b'.repeat(20)}ggggbgggg`, `uub${'b'.repeat(29)}`],
  ['an unknown one among them does not', `bbb${'b'.repeat(20)}gguggg`, `uub${'b'.repeat(25)}g`],
  ['unknown rounds hold bad for ten minutes', `gbbb${'u'.repeat(40)}`, `gggb${'b'.repeat(40)}`],
  ['after ten minutes nobody knows', `gbbb${'u'.repeat(41)}`, `gggb${'b'.repeat(40)}u`],
  ['and unknown holds good as long', `g${'u'.repeat(41)}`, `g${'g'.repeat(40)}u`],
  ['a prober that was away for long begins anew', 'gbbb99bb', 'gggb99uu'],
  ['and turns bad by three rounds again', 'gbbb99bbb', 'gggb99uub'],
])('%s', (_case, rounds, expected) => {
  expect(verdicts(rounds)).toBe(expected);
});

test('the numbers keep the default recovery: three rounds, Route 53, propagation and a TTL are below 150 s', () => {
  const roundSeconds = PERIOD_SECONDS / TURNING.servingRounds;
  expect(TURNING.badRounds * roundSeconds + 28 + 10 + 60).toBe(143);
});

/** Any rounds, any time apart from a second to half an hour. */
const histories = fc.array(
  fc.record({
    round: fc.constantFrom<Verdict>('good', 'bad', 'unknown'),
    apart: fc.oneof(fc.constant(STEP), fc.constant(60_000), fc.integer({ min: 1000, max: 1_800_000 })),
  }),
  { minLength: 1, maxLength: 300 },
);

interface Turn {
  readonly to: Verdict;
  readonly at: number;
}

function turnsOf(history: readonly { readonly round: Verdict; readonly apart: number }[], period = PERIOD_SECONDS) {
  let standing = unknownSince(0);
  let now = 0;
  const turns: Turn[] = [];
  for (const { round, apart } of history) {
    now += apart;
    const next = turn(standing, round, now, period);
    if (next.verdict !== standing.verdict) turns.push({ to: next.verdict, at: now });
    standing = next;
  }
  return turns;
}

test('a bad verdict stands for the dwell at least, and so no cell flaps faster than that', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const turns = turnsOf(history);
      turns.forEach(({ to, at }, index) => {
        if (to === 'bad' && index + 1 < turns.length) {
          expect(turns[index + 1].at - at).toBeGreaterThanOrEqual(TURNING.dwellPeriods * 60_000);
        }
      });
    }),
  );
});

test('no verdict turns bad but by three bad rounds with no good one between', () => {
  fc.assert(
    fc.property(histories, (history) => {
      let bad = 0;
      let standing = unknownSince(0);
      let now = 0;
      for (const { round, apart } of history) {
        now += apart;
        const next = turn(standing, round, now, PERIOD_SECONDS);
        bad = round === 'good' ? 0 : round === 'bad' ? bad + 1 : bad;
        if (next.verdict === 'bad' && standing.verdict !== 'bad') expect(bad).toBeGreaterThanOrEqual(3);
        standing = next;
      }
    }),
  );
});

test('rounds that know nothing never turn a path bad', () => {
  const blind = fc.array(fc.constantFrom<Verdict>('good', 'unknown'), { maxLength: 200 });
  fc.assert(
    fc.property(blind, (rounds) => {
      expect(turnsOf(rounds.map((round) => ({ round, apart: STEP }))).some(({ to }) => to === 'bad')).toBe(false);
    }),
  );
});

test('minutes that pass faster turn by the same rules', () => {
  fc.assert(
    fc.property(histories, fc.constantFrom(2, 4, 32), (history, speed) => {
      const fast = history.map(({ round, apart }) => ({ round, apart: apart / speed }));
      const slowly = turnsOf(history).map(({ to }) => to);
      expect(turnsOf(fast, PERIOD_SECONDS / speed).map(({ to }) => to)).toEqual(slowly);
    }),
  );
});
