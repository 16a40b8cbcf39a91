import type { Timeouts } from '../../../lib/contract/ladder';
import { timesOf } from '../../../lib/gateway/ladder/times';

const MINUTE = 60_000;
const streamed = (timeouts?: Timeouts, budget = MINUTE, holds = false) =>
  timesOf({ timeouts, budget, left: MINUTE, streams: true, holds });

test('a rung that says nothing waits 10 s for headers, 30 s for a first token and 20 s between tokens', () => {
  expect(streamed()).toEqual({ headers: 10_000, firstContent: 30_000, idle: 20_000, commit: 30_000, end: MINUTE });
});

test('one that says something of a time keeps the others', () => {
  expect(streamed({ idleSeconds: 3 })).toMatchObject({ headers: 10_000, firstContent: 30_000, idle: 3000 });
});

test('what is left of the request is never exceeded', () => {
  const { headers, firstContent, commit } = streamed(undefined, 5000);
  expect([headers, firstContent, commit]).toEqual([5000, 5000, 5000]);
});

test('a total ends a stream that would have had longer', () => {
  const { commit, end } = streamed({ totalSeconds: 8 });
  expect([commit, end]).toEqual([8000, 8000]);
});

test('a stream that is held until it is whole has its rung’s time for that', () => {
  expect(streamed(undefined, 50_000, true)).toMatchObject({ firstContent: 30_000, commit: 50_000, end: MINUTE });
});

test('a whole answer knows its total alone: its headers come with its end', () => {
  const whole = timesOf({ timeouts: undefined, budget: 50_000, left: MINUTE, streams: false, holds: false });
  expect(new Set(Object.values(whole))).toEqual(new Set([50_000]));
});
