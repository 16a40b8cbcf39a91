/** `npm run test:rehearsal`: jobs, while all that keeps and answers them breaks. Times are service time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobRecord } from '../../lib/rehearsal/traffic/jobs/job-record';
import { flown, flyOther, synthesized } from './support/flight';
import { predictedBacklog } from './support/predicted-backlog';

const [DUBLIN, FRANKFURT] = ['aws:eu-west-1', 'aws:eu-central-1'];
const FILE = 'jobs.yaml';
/** Of the fleet: as long as a job may lie in nobody's hands, a minute for the sweep and half for a worker. */
const [RESCUE_SECONDS, SWEEP_SECONDS] = [780, 90];

const endedIn = (jobs: readonly JobRecord[], from: number, until: number) =>
  jobs.filter(({ over }) => over !== undefined && over.at >= from && over.at < until).length;
const by = ({ over }: JobRecord) => (over?.state === 'done' ? over.by : over?.state);

test('a Region is killed with jobs waiting: the other one answers every one of them', async () => {
  const fleet = synthesized(readFileSync(join(__dirname, 'support', FILE), 'utf8'));
  const [modelGone, gone] = [60, 140];
  const predicted = predictedBacklog(
    fleet.estate,
    [
      { what: `${DUBLIN}/frontier`, how: 'kill', from: modelGone },
      { what: DUBLIN, how: 'kill', from: gone },
    ],
    { from: ['eu-central-1', 'eu-west-1'], floor: 1, jobsPerSecond: 1, seconds: 1800 },
  );
  const scenario = { kill: [`${DUBLIN}/frontier@${modelGone}s`, `${DUBLIN}@${gone}s`], jobs: '1', drain: '30m' };
  const { summary, jobs, lagged } = await flown(fleet, scenario, gone + 10, { speed: 12, rate: '0.5' });
  expect(summary.jobs).toMatchObject({ waiting: 0, dead: 0, lost: 0, contradictions: 0, done: jobs.length });
  const [{ jobs: waited, rescued, seconds }] = summary.jobs!.rescues;
  console.log(
    `${waited} jobs waited in the killed Region, and all of them were answered ${seconds} s later; ` +
      `the drill: ${predicted.stranded.toFixed(1)} wait, ${predicted.atRisk} are at risk, none waits ` +
      `${(predicted.drainedSeconds - gone).toFixed(0)} s later`,
  );
  expect(waited).toBeGreaterThan(5);
  expect(rescued).toBe(waited);
  // The youngest was accepted within the last seconds before it was killed.
  expect(seconds).toBeGreaterThan(RESCUE_SECONDS - 45);
  expect(seconds).toBeLessThan(RESCUE_SECONDS + 2 * SWEEP_SECONDS);
  for (const job of jobs.filter(({ acceptedAt, home }) => home === DUBLIN && acceptedAt > modelGone + 2)) {
    expect(by(job)).toBe(FRANKFURT);
  }
  // What the drill calls at risk is what would be lost.
  expect(predicted.atRisk).toBe(0);
  if (lagged) return;
  expect(waited / predicted.stranded).toBeGreaterThan(0.6);
  expect(waited / predicted.stranded).toBeLessThan(1.4);
}, 400_000);

test('all models are down for a while: jobs wait, and are answered slowly at first', async () => {
  const scenario = { kill: ['frontier@60s'], restore: ['frontier@210s'], jobs: '1', drain: '20m' };
  const { summary, jobs } = await flyOther(FILE, scenario, 220, { speed: 10, rate: '0.5' });
  expect(summary.jobs).toMatchObject({ waiting: 0, dead: 0, lost: 0, done: jobs.length });
  // What was asked before may still be answered.
  expect(endedIn(jobs, 65, 210)).toBe(0);
  const waited = jobs.filter(({ acceptedAt }) => acceptedAt > 65 && acceptedAt < 210).length;
  expect(waited).toBeGreaterThan(30);
  const last = Math.max(...jobs.map(({ over }) => over?.at ?? 0)) - 210;
  console.log(`the last of ${waited} jobs that waited was answered ${Math.round(last)} s after the models were back`);
  // Put off for five minutes at most, and ramped up within two more.
  expect(last).toBeLessThan(600);
}, 400_000);

test('a Region is evacuated: its worker takes up nothing more, and the other Region does what it had accepted', async () => {
  const scenario = { evacuate: [`${DUBLIN}@40s`], jobs: '0.5', drain: '30m' };
  const { summary, jobs, lagged } = await flyOther(FILE, scenario, 200, { speed: 5, rate: '0.2' });
  expect(summary.jobs).toMatchObject({ waiting: 0, dead: 0, lost: 0, done: jobs.length });
  const ofDublin = jobs.filter(({ home }) => home === DUBLIN);
  expect(ofDublin.some((job) => by(job) === DUBLIN)).toBe(true);
  // The worker believes for up to a minute what it knew, and one that cannot see the order goes on.
  const last = Math.max(...ofDublin.map((job) => (by(job) === DUBLIN ? job.over!.at : 0)));
  console.log(`the evacuated Region's worker answered its last job ${Math.round(last - 40)} s after the order`);
  // DNS still leads there: that takes two and a half minutes.
  const after = ofDublin.filter(({ acceptedAt }) => acceptedAt > last);
  expect(after.length).toBeGreaterThan(5);
  for (const job of after) expect(by(job)).toBe(FRANKFURT);
  if (!lagged) expect(last - 40).toBeLessThan(100);
}, 600_000);

test('all of AWS is gone with jobs waiting that were to outlive it: Google answers every one of them', async () => {
  const gone = 120;
  const scenario = {
    // Its models first: what it accepts then waits.
    kill: ['aws:eu-central-1/frontier@60s', `aws@${gone}s`],
    ...{ jobs: '0.5', drain: '30m' },
  };
  const { summary, jobs } = await flyOther('jobs-both-clouds.yaml', scenario, gone + 60, { speed: 8, rate: '0.2' });
  expect(summary.jobs).toMatchObject({ waiting: 0, dead: 0, lost: 0, contradictions: 0, done: jobs.length });
  const [{ jobs: waited, rescued, seconds }] = summary.jobs!.rescues;
  console.log(`${waited} jobs waited in AWS, and Google had answered all of them ${seconds} s after it was gone`);
  expect(waited).toBeGreaterThan(5);
  expect(rescued).toBe(waited);
  for (const job of jobs.filter(({ acceptedAt, home }) => home.startsWith('aws') && acceptedAt > 62)) {
    expect(by(job)).toBe('google:europe-west4');
  }
  // Nobody is promised what one cloud alone would hold.
  expect(jobs.filter(({ acceptedAt }) => acceptedAt > gone + 5)).toEqual([]);
}, 600_000);
