import type { JobId } from '../../../lib/contract/job';
import type { Offered, Said } from '../../../lib/rehearsal/traffic/jobs/job-record';
import { JobTraffic } from '../../../lib/rehearsal/traffic/jobs/job-traffic';
import { ManualTime } from '../manual-time';

const HOME = 'aws:eu-west-1';

/** Two who hand in a job every four seconds each, and are told what the test says. */
function scene(said: (id: JobId) => Said, offered?: (count: number) => Offered) {
  const time = new ManualTime();
  const asked: { id: JobId; at: number; from: string }[] = [];
  let count = 0;
  const sources = ['eu-west-1', 'eu-central-1'].map((from) => ({
    from,
    caller: {
      offer: async () => {
        count += 1;
        return offered?.(count) ?? ({ kind: 'accepted', id: `job_${count}` as JobId, home: HOME } as const);
      },
      ask: async (id: JobId) => {
        asked.push({ id, at: time.now(), from });
        return said(id);
      },
    },
  }));
  const traffic = new JobTraffic({ sources, jobsPerSecond: 0.5, time, since: 0 });
  traffic.start();
  return { time, traffic, asked };
}

const overAt = (time: ManualTime, at: number, by = HOME): Said => ({
  kind: 'over',
  finishedAt: time.since / 1000 + at,
  end: { state: 'done', by, tier: 1 },
});

test('jobs are handed in evenly, and asked after ever more seldom until they are over', async () => {
  const { time, traffic, asked } = scene(() => (time.now() < 40 ? { kind: 'waiting' } : overAt(time, 33)));
  await time.advance(3.5);
  expect(traffic.records.map(({ acceptedAt }) => acceptedAt)).toEqual([1, 3]);
  await time.advance(100);
  const times = asked.filter(({ id }) => id === 'job_1').map(({ at }) => at - 1);
  expect(times).toEqual([5, 15, 35, 75]);
  expect(traffic.records[0].over).toEqual({ state: 'done', by: HOME, tier: 1, at: 33 });
  traffic.stop();
});

test('what was not accepted is told by its reason, and asked after by nobody', async () => {
  const { time, traffic, asked } = scene(
    () => ({ kind: 'waiting' }),
    () => ({ kind: 'refused', reason: 'connection-refused' }),
  );
  await time.advance(20);
  expect([traffic.records, [...traffic.refused], asked]).toEqual([[], [['connection-refused', 10]], []]);
  traffic.stop();
});

test('a job of which nobody knows is unknown until somebody does', async () => {
  let said: Said = { kind: 'unknown-job' };
  const { time, traffic } = scene(() => said);
  await time.advance(7);
  expect(traffic.records[0].isUnknown).toBe(true);
  said = { kind: 'no-answer' };
  await time.advance(10);
  expect(traffic.records[0].isUnknown).toBe(true);
  said = { kind: 'waiting' };
  await time.advance(20);
  expect(traffic.records[0].isUnknown).toBe(false);
  traffic.stop();
});

test('at the end nothing more is handed in, and what waits is waited for no longer than was said', async () => {
  let said: Said = { kind: 'waiting' };
  const { time, traffic } = scene(() => said);
  await time.advance(4);
  await traffic.endOffers(1000);
  const told: number[] = [];
  let drained = false;
  const draining = traffic
    .drained(60, (waiting) => told.push(waiting))
    .then(() => {
      drained = true;
    });
  await time.advance(50);
  expect([traffic.records.length, told, drained]).toEqual([2, [2], false]);
  said = overAt(time, 50);
  await time.advance(5);
  await draining;
  expect(traffic.records.every(({ over }) => over !== undefined)).toBe(true);
  said = { kind: 'waiting' };
  traffic.stop();
});

test('who waits in vain gives up when the time is over', async () => {
  const { time, traffic } = scene(() => ({ kind: 'waiting' }));
  await time.advance(2);
  await traffic.endOffers(1000);
  const draining = traffic.drained(12, () => {});
  await time.advance(13);
  await draining;
  expect(traffic.records[0].over).toBeUndefined();
  traffic.stop();
});

test('a job of which two places are told different ends has come to two', async () => {
  let turn = 0;
  const same = scene(() => overAt(same.time, 3));
  await same.time.advance(8);
  expect(await same.traffic.contradictions()).toBe(0);
  const twofold = scene(() => overAt(twofold.time, 3, turn++ % 2 === 0 ? HOME : 'aws:eu-central-1'));
  await twofold.time.advance(6.5);
  expect(twofold.traffic.records.filter(({ over }) => over !== undefined)).toHaveLength(1);
  expect(await twofold.traffic.contradictions()).toBe(1);
  for (const { traffic } of [same, twofold]) traffic.stop();
});
