import { seededRandom } from '../../../lib/drill/random';
import { Checkers, DEFAULT_CHECKER_REGIONS } from '../../../lib/drill/route53/checkers';
import type { EndpointCheck } from '../../../lib/drill/route53/model';
import {
  detectionSeconds,
  FAILING_PROBE_SECONDS,
  type FailureKind,
  predictFailover,
  recoverySeconds,
} from '../../../lib/drill/route53/timing';

function check(overrides: Partial<EndpointCheck> = {}): EndpointCheck {
  return {
    kind: 'endpoint',
    id: 'check',
    protocol: 'https',
    host: 'eu-west-1.aws.ai.example.com',
    port: 443,
    path: '/health/serving',
    intervalSeconds: 10,
    failureThreshold: 3,
    inverted: false,
    checkerRegions: [],
    ...overrides,
  };
}

/** Runs the checkers against an endpoint; tells when the check changes its state. */
function run(checkers: Checkers, until: number, outcome: (at: number) => { takes: number; passes: boolean }) {
  const transitions: { at: number; healthy: boolean }[] = [];
  const pending: { checker: number; at: number; passes: boolean }[] = [];
  for (;;) {
    const probe = checkers.next();
    const response = pending.sort((left, right) => left.at - right.at)[0];
    if (response !== undefined && (probe === undefined || response.at <= probe.at)) {
      if (response.at > until) return transitions;
      pending.shift();
      const transition = checkers.finish(response.checker, response.at, response.passes);
      if (transition !== undefined) transitions.push(transition);
      continue;
    }
    if (probe === undefined || probe.at > until) return transitions;
    checkers.begin(probe.checker);
    const { takes, passes } = outcome(probe.at);
    pending.push({ checker: probe.checker, at: probe.at + takes, passes });
  }
}

const median = (numbers: number[]): number =>
  numbers.sort((left, right) => left - right)[numbers.length >> 1] as number;

/** An endpoint that is good, fails at 100 s in one way, and is good again from 300 s. */
function outage(pace: Partial<EndpointCheck>, kind: FailureKind, seed: number) {
  return run(new Checkers(check(pace), 0, seededRandom(seed)), 600, (at) =>
    at >= 100 && at < 300 ? { takes: FAILING_PROBE_SECONDS[kind], passes: false } : { takes: 0, passes: true },
  );
}

describe('over many seeds', () => {
  test.each<[10 | 30, FailureKind, number, number]>([
    [10, 'refused', 28, 22],
    [10, 'connect-timeout', 40, 22],
    [30, 'refused', 85, 65],
    [30, 'connect-timeout', 97, 65],
  ])('at %d s and three, %s is seen after %d s, and its end after %d s', (intervalSeconds, kind, seen, ended) => {
    const runs = Array.from({ length: 200 }, (_, seed) => outage({ intervalSeconds }, kind, seed));
    for (const transitions of runs) expect(transitions.map(({ healthy }) => healthy)).toEqual([false, true]);
    const detection = median(runs.map(([down]) => (down?.at ?? Number.NaN) - 100));
    const recovery = median(runs.map(([, up]) => (up?.at ?? Number.NaN) - 300));
    expect(Math.abs(detection - seen)).toBeLessThan(0.1 * intervalSeconds);
    // A checker whose probe fails slowly may start its next one late.
    expect(Math.abs(recovery - ended)).toBeLessThan(0.1 * intervalSeconds + FAILING_PROBE_SECONDS[kind]);
  });
});

test.each<[10 | 30, FailureKind, number]>([
  [10, 'refused', 28],
  [10, 'connect-timeout', 40],
  [10, 'slow-response', 46],
  [10, 'slow-body', 52],
  [30, 'refused', 85],
  [30, 'connect-timeout', 97],
])('predicts for %d s and three that %s is seen after about %d s', (intervalSeconds, kind, seconds) => {
  expect(Math.round(detectionSeconds({ intervalSeconds, failureThreshold: 3 }, kind))).toBe(seconds);
});

test('predicts the recovery, and adds what a client waits for besides', () => {
  expect(Math.round(recoverySeconds({ intervalSeconds: 10, failureThreshold: 3 }))).toBe(22);
  expect(Math.round(recoverySeconds({ intervalSeconds: 30, failureThreshold: 3 }))).toBe(65);
  const prediction = predictFailover(check(), 'refused', 60);
  expect(prediction.propagationSeconds).toEqual({ least: 5, most: 10 });
  expect(prediction.mostSeconds).toBeCloseTo(prediction.detectionSeconds + 70);
});

/** One round: each checker probes once. */
function round(checkers: Checkers, passes: (checker: number) => boolean): void {
  for (let probed = 0; probed < 16; probed += 1) {
    const probe = checkers.next() as { checker: number; at: number };
    checkers.begin(probe.checker);
    checkers.finish(probe.checker, probe.at, passes(probe.checker));
  }
}

test.each([
  [16, true],
  [3, true],
  [2, false],
  [0, false],
])('with %d of 16 checkers passing, healthy is %s', (passing, healthy) => {
  const checkers = new Checkers(check({ failureThreshold: 1 }), 0, seededRandom(1));
  round(checkers, (checker) => checker < passing);
  expect(checkers.passing).toBe(passing);
  expect(checkers.healthy).toBe(healthy);
});

test('a checker changes its mind after as many outcomes in a row as the threshold says, in both directions', () => {
  const checkers = new Checkers(check({ failureThreshold: 3 }), 0, seededRandom(1));
  const rounds = (outcomes: string) =>
    [...outcomes].map((outcome) => {
      round(checkers, () => outcome === '+');
      return checkers.passing === 16 ? '+' : '-';
    });
  expect(rounds('--+---++-+++').join('')).toBe('+++++------+');
});

test('a new check is healthy until its checkers know better, a new inverted one is not', () => {
  expect(new Checkers(check(), 0, seededRandom(1)).healthy).toBe(true);
  const inverted = new Checkers(check({ inverted: true, failureThreshold: 1 }), 0, seededRandom(1));
  expect(inverted.healthy).toBe(false);
  round(inverted, () => false);
  expect(inverted.healthy).toBe(true);
});

test.each([true, false])('one that has been there knows already what it is, inverted: %s', (inverted) => {
  for (const healthy of [true, false]) {
    const checkers = new Checkers(check({ inverted, failureThreshold: 1 }), 0, seededRandom(1), healthy);
    expect(checkers.healthy).toBe(healthy);
    round(checkers, () => healthy === inverted);
    expect(checkers.healthy).toBe(!healthy);
  }
});

test('the first probes fall into the first interval, each at a time of its own', () => {
  const checkers = new Checkers(check(), 1000, seededRandom(7));
  const times: number[] = [];
  for (let probe = checkers.next(); probe !== undefined; probe = checkers.next()) {
    times.push(probe.at);
    checkers.begin(probe.checker);
  }
  expect(times).toHaveLength(16);
  expect(new Set(times).size).toBe(16);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...times)).toBeLessThan(1010);
  expect([...times].sort((left, right) => left - right)).toEqual(times);
});

test('the interval counts from the response', () => {
  const checkers = new Checkers(check(), 0, () => 0);
  for (let checker = 0; checker < 16; checker += 1) checkers.begin(checker);
  expect(checkers.next()).toBeUndefined();
  checkers.finish(5, 4, false);
  expect(checkers.next()).toMatchObject({ checker: 5, at: 14 });
});

test.each([
  [[], DEFAULT_CHECKER_REGIONS],
  [
    ['us-east-1', 'eu-west-1', 'sa-east-1'],
    ['us-east-1', 'eu-west-1', 'sa-east-1'],
  ],
])('checkers of %j probe from every region of the set', (checkerRegions, expected) => {
  const checkers = new Checkers(check({ checkerRegions }), 0, seededRandom(1));
  const regions = new Set<string>();
  for (let probe = checkers.next(); probe !== undefined; probe = checkers.next()) {
    regions.add(probe.region);
    checkers.begin(probe.checker);
  }
  expect([...regions].sort()).toEqual([...expected].sort());
});
