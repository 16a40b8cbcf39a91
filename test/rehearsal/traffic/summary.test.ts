import { summaryLines } from '../../../lib/rehearsal/print';
import type { RequestRecord } from '../../../lib/rehearsal/traffic/record';
import { type Course, summarize } from '../../../lib/rehearsal/traffic/summary';

const ok = (at: number, from = 'eu-west-1', cell = 'aws:eu-west-1', tier = '1'): RequestRecord => ({
  ...{ startedAt: at, endedAt: at + 0.1, from },
  outcome: { kind: 'answered', cell, tier },
});
const failed = (at: number, from = 'eu-west-1', reason = 'connection-refused'): RequestRecord => ({
  ...{ startedAt: at, endedAt: at + 0.1, from },
  outcome: { kind: 'failed', reason },
});
const course = (records: readonly RequestRecord[], over: Partial<Course> = {}): Course => ({
  ...{
    records,
    unfinished: 0,
    kills: [{ target: 'aws:eu-west-1', atSeconds: 10 }],
    seconds: 120,
    speed: 1,
    predicted: null,
  },
  ...over,
});

test('counts requests, failures, cells and tiers', () => {
  const summary = summarize(
    course([
      ok(1),
      ok(2, 'eu-west-1', 'aws:eu-west-3', '2'),
      failed(3),
      failed(4, 'eu-west-3', 'http-503'),
      ok(5),
      ok(6, 'eu-west-3'),
    ]),
  );
  expect(summary).toMatchObject({
    ...{ models: 'stub', requests: 6, failures: 2 },
    failuresByReason: { 'connection-refused': 1, 'http-503': 1 },
    answeredBy: { 'aws:eu-west-1': 3, 'aws:eu-west-3': 1 },
    tiers: { '1': 3, '2': 1 },
  });
});

test.each<[string, readonly RequestRecord[], Partial<Course>, number | null, boolean]>([
  ['to the last failure', [ok(5), failed(12), ok(13), failed(80), ok(90)], {}, 70.1, true],
  ['failures before the kill are none of its', [failed(5), ok(20)], {}, 0, true],
  ['nothing failed', [ok(5), ok(20)], {}, 0, true],
  ['it never ended for one client', [failed(80), ok(90, 'eu-west-3')], {}, null, false],
  ['nothing was killed', [ok(5)], { kills: [] }, null, true],
])('recovery: %s', (_name, records, over, recoverySeconds, recovered) => {
  expect(summarize(course(records, over))).toMatchObject({ recoverySeconds, recovered });
});

test('each kill has its own recovery, and the longest is the whole’s', () => {
  const kills = [
    { target: 'aws:eu-west-1', atSeconds: 10 },
    { target: 'aws:eu-west-3', atSeconds: 100 },
  ];
  const summary = summarize(course([failed(50), ok(60), failed(110), ok(115)], { kills }));
  expect(summary.kills.map((kill) => kill.recoverySeconds)).toEqual([40.1, 10.1]);
  expect(summary.recoverySeconds).toBe(40.1);
});

test('what is killed at one moment has one outcome', () => {
  const kills = ['aws', 'google:europe-west4'].map((target) => ({ target, atSeconds: 10 }));
  const summary = summarize(course([failed(50), ok(60)], { kills }));
  expect(summary.kills.map((kill) => kill.recoverySeconds)).toEqual([40.1, 40.1]);
});

test('the summary says first, and once, that the models were stubs', () => {
  const predicted = {
    ...{ detectionSeconds: 28.2, propagationSeconds: { least: 5, most: 10 }, ttlSeconds: 60, mostSeconds: 98.2 },
  };
  const lines = summaryLines(summarize(course([ok(1), failed(20), ok(30)], { predicted }))).filter(
    (line) => line !== '',
  );
  expect(lines.length).toBeGreaterThan(5);
  expect(lines[0]).toContain('(models: stub)');
  expect(lines.slice(1).join('\n')).not.toContain('models:');
  expect(lines.join('\n')).toContain('28 s detection + 5 to 10 s propagation + up to 60 s TTL');
});

test.each<[string, Partial<Course>, string]>([
  ['with what was to be expected', {}, 'not over yet after 45.0 s, when the run ended (up to 98 s is expected)'],
  ['where nothing is predicted', { predicted: null }, 'not over yet after 45.0 s, when the run ended\n'],
])('a run that ends before the recovery says so, %s', (_, over, said) => {
  const predicted = {
    ...{ detectionSeconds: 28.2, propagationSeconds: { least: 5, most: 10 }, ttlSeconds: 60, mostSeconds: 98.2 },
  };
  const kills = [{ target: 'aws:eu-west-1', atSeconds: 26 }];
  const summary = summarize(course([ok(20), failed(70)], { kills, seconds: 71, predicted, ...over }));
  expect(summaryLines(summary).join('\n')).toContain(`from the kill to the last failure: ${said}`);
});
