import { DisabledRungs } from '../../../lib/gateway/ladder/disabled-rungs';
import type { LadderEvent } from '../../../lib/gateway/ladder/events';
import { lambdaObserver } from '../../../lib/gateway/observe/lambda-observer';
import { nodeObserver } from '../../../lib/gateway/observe/node-observer';
import { answers, outcome, step } from '../support/ladder';
import { ManualClock } from '../support/manual-clock';

const FRONTIER = 'rungs/frontier.disabled';

function setUp() {
  const clock = new ManualClock();
  const bucket = { objects: new Set<string>(), dark: false, slow: false, reads: 0 };
  const events: LadderEvent[] = [];
  const read = async (key: string) => {
    bucket.reads += 1;
    if (bucket.slow) await new Promise(() => {});
    if (bucket.dark) throw new Error('dark');
    return bucket.objects.has(key) ? '{"reason":"nonsense"}' : undefined;
  };
  const rungs = new DisabledRungs(['frontier', 'script'], read, clock, (event) => events.push(event));
  return { clock, bucket, events, rungs };
}

test('a rung is disabled while its object lies in the bucket, at the first question already', async () => {
  const { bucket, rungs } = setUp();
  bucket.objects.add(FRONTIER);
  expect(await rungs.has('frontier')).toBe(true);
  expect(await rungs.has('script')).toBe(false);
});

test.each([
  ['disabled', true],
  ['enabled again', false],
])('a process with a question a second learns that it is %s within 90 s, and nobody waits', async (_, disabled) => {
  const { clock, bucket, rungs } = setUp();
  if (!disabled) bucket.objects.add(FRONTIER);
  await rungs.has('frontier');
  if (disabled) bucket.objects.add(FRONTIER);
  else bucket.objects.delete(FRONTIER);
  let seconds = 0;
  for (; seconds < 90 && (await rungs.has('frontier')) !== disabled; seconds++) clock.pass(1000);
  expect(seconds).toBeLessThan(90);
});

test('one that slept asks before it answers', async () => {
  const { clock, bucket, rungs } = setUp();
  await rungs.has('frontier');
  bucket.objects.add(FRONTIER);
  clock.pass(90_000);
  expect(await rungs.has('frontier')).toBe(true);
});

test('unreadable means last known, however long, and then nobody waits', async () => {
  const { clock, bucket, rungs } = setUp();
  bucket.objects.add(FRONTIER);
  expect(await rungs.has('frontier')).toBe(true);
  bucket.dark = true;
  for (let minutes = 0; minutes < 60; minutes++) {
    clock.pass(60_000);
    expect(await rungs.has('frontier')).toBe(true);
  }
  await new Promise(setImmediate);
  bucket.dark = false;
  bucket.objects.delete(FRONTIER);
  clock.pass(5000);
  // It is read behind the back of who asks.
  await rungs.has('frontier');
  await new Promise(setImmediate);
  expect(await rungs.has('frontier')).toBe(false);
});

test('a bucket that never could be read disables nothing', async () => {
  const { bucket, rungs } = setUp();
  bucket.dark = true;
  expect(await rungs.has('frontier')).toBe(false);
});

test('a bucket that does not answer holds nobody up for longer than a tenth of a second', async () => {
  const { clock, bucket, rungs } = setUp();
  bucket.slow = true;
  const asked = rungs.has('frontier');
  clock.pass(100);
  expect(await asked).toBe(false);
});

test('a thousand questions share one reading', async () => {
  const { bucket, rungs } = setUp();
  await Promise.all(Array.from({ length: 1000 }, () => rungs.has('frontier')));
  expect(bucket.reads).toBe(2);
});

test('it is told as long as it lasts, and once that it is over', async () => {
  const { clock, bucket, events, rungs } = setUp();
  bucket.objects.add(FRONTIER);
  for (let reading = 0; reading < 2; reading++) {
    await rungs.has('frontier');
    clock.pass(90_000);
  }
  bucket.objects.delete(FRONTIER);
  for (let reading = 0; reading < 3; reading++) {
    await rungs.has('frontier');
    clock.pass(90_000);
  }
  expect(events).toEqual([true, true, false].map((disabled) => ({ event: 'rung', rung: 'frontier', disabled })));
});

test('it is a metric on either runtime', () => {
  const event: LadderEvent = { event: 'rung', rung: 'frontier', disabled: true };
  const lines: string[] = [];
  const place = { functionName: 'gateway', version: '1', cell: 'aws:eu-west-1' };
  lambdaObserver(place, new ManualClock(), (line) => lines.push(line)).ladder(event);
  const line = JSON.parse(lines[0]);
  expect(line).toMatchObject({ RungDisabled: 1, Rung: 'frontier', Cell: 'aws:eu-west-1' });
  expect(line._aws.CloudWatchMetrics[0].Dimensions).toEqual([
    ['Function', 'Cell'],
    ['Function', 'Cell', 'Rung'],
  ]);
  const node = nodeObserver('google:europe-west4', () => {});
  node.ladder(event);
  expect(node.metrics({ inFlight: 0, limit: 1 })).toContain('understudy_rung_disabled{rung="frontier"} 1');
});

test('a disabled rung is passed over without a call, and the answer says so', async () => {
  const clock = new ManualClock();
  const frontier = { ...step('frontier', 1, answers, clock), disabled: async () => true };
  const script = { ...step('script', 3, answers, clock), disabled: async () => false };
  expect(await outcome({ clock, steps: [frontier, script] })).toEqual({
    served: 'script',
    reason: 'frontier: disabled',
    attempts: 1,
  });
  expect(await outcome({ clock, steps: [frontier] })).toMatchObject({ served: 'below-floor', attempts: 0 });
});
