/** `npm run test:rehearsal`: jobs, while all that keeps and answers them breaks. Times are service time. */
import type { JobRecord } from '../../lib/rehearsal/traffic/jobs/job-record';
import { flyOther } from './support/flight';

const [DUBLIN, FRANKFURT] = ['aws:eu-west-1', 'aws:eu-central-1'];
const FILE = 'jobs.yaml';
/** Of the fleet: as long as a job may lie in nobody's hands, a minute for the sweep and half for a worker. */
const [RESCUE_SECONDS, SWEEP_SECONDS] = [780, 90];

const endedIn = (jobs: readonly JobRecord[], from: number, until: number) =>
  jobs.filter(({ over }) => over !== undefined && over.at >= from && over.at < until).length;
const by = ({ over }: JobRecord) => (over?.state === 'done' ? over.by : over?.state);

test('a Region is killed with jobs waiting: the other one answers every one of them', async () => {
  const scenario = { kill: [`${DUBLIN}/frontier@60s`, `${DUBLIN}@140s`], jobs: '1', drain: '30m' };
  const { summary, jobs } = await flyOther(FILE, scenario, 150, { speed: 12, rate: '0.5' });
  expect(summary.jobs).toMatchObject({ waiting: 0, dead: 0, lost: 0, done: jobs.length });
  const [{ jobs: waited, rescued, seconds }] = summary.jobs!.rescues;
  console.log(`${waited} jobs waited in the killed Region; all of them were answered after ${seconds} s`);
  expect(waited).toBeGreaterThan(5);
  expect(rescued).toBe(waited);
  // The youngest was accepted within the last seconds before it was killed.
  expect(seconds).toBeGreaterThan(RESCUE_SECONDS - 45);
  expect(seconds).toBeLessThan(RESCUE_SECONDS + 2 * SWEEP_SECONDS);
  for (const job of jobs.filter(({ acceptedAt, home }) => home === DUBLIN && acceptedAt > 62)) {
    expect(by(job)).toBe(FRANKFURT);
  }
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
  const { summary, jobs } = await flyOther(FILE, scenario, 200, { speed: 5, rate: '0.2' });
  expect(summary.jobs).toMatchObject({ waiting: 0, dead: 0, lost: 0, done: jobs.length });
  const ofDublin = jobs.filter(({ home }) => home === DUBLIN);
  expect(ofDublin.some((job) => by(job) === DUBLIN)).toBe(true);
  // The worker believes for up to a minute what it knew, and who answers for the switch for two seconds of the clock.
  const after = ofDublin.filter(({ acceptedAt }) => acceptedAt > 40 + 90);
  // DNS still leads there: that takes two and a half minutes.
  expect(after.length).toBeGreaterThan(5);
  expect(after.filter((job) => by(job) !== FRANKFURT)).toEqual([]);
}, 600_000);
