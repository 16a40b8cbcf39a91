import type { JobId } from '../../../lib/contract/job';
import { jobsInLetters } from '../../../lib/rehearsal/jobs/letters';
import type { JobRecord } from '../../../lib/rehearsal/traffic/jobs/job-record';
import { missingOf, summarizeJobs } from '../../../lib/rehearsal/traffic/jobs/jobs-summary';
import { jobsLine, jobsLines } from '../../../lib/rehearsal/traffic/jobs/print-jobs';

const [DUBLIN, FRANKFURT] = ['aws:eu-west-1', 'aws:eu-central-1'];
const idOf = (name: string) => `job_${name}` as JobId;

function job(name: string, home: string, acceptedAt: number, over?: JobRecord['over'] | 'unknown'): JobRecord {
  const known = { id: idOf(name), home, acceptedAt };
  if (over === 'unknown') return { ...known, isUnknown: true };
  return { ...known, ...(over && { over }) };
}
const done = (at: number, by: string) => ({ state: 'done', at, by, tier: 1 }) as const;
const dead = (at: number) => ({ state: 'dead', at, reason: 'deadline-passed' }) as const;

const course = {
  records: [
    job('answered', DUBLIN, 10, done(11, DUBLIN)),
    job('rescued', DUBLIN, 15, done(800, FRANKFURT)),
    job('rescued-too', DUBLIN, 19, done(830.04, FRANKFURT)),
    job('waits', FRANKFURT, 40),
    job('dead', FRANKFURT, 5, dead(700)),
    job('silent', FRANKFURT, 6, dead(700)),
    job('gone', FRANKFURT, 7, 'unknown'),
  ],
  refused: new Map([['http-503 jobs-unavailable', 2]]),
  letters: new Set<string>([idOf('dead')]),
  contradictions: 0,
  kills: [{ target: DUBLIN, atSeconds: 20 }],
  now: 900,
};

test('what was accepted is done, dead with its letter, or waits; the rest is lost', () => {
  const { rescues, contradictions: _, oldestWaitingSeconds, refused, cells, ...all } = summarizeJobs(course);
  expect(all).toEqual({ accepted: 7, done: 3, rescued: 2, waiting: 1, dead: 1, lost: 2 });
  expect(cells[DUBLIN]).toEqual({ accepted: 3, done: 3, rescued: 2, waiting: 0, dead: 0, lost: 0 });
  expect(cells[FRANKFURT]).toEqual({ accepted: 4, done: 0, rescued: 0, waiting: 1, dead: 1, lost: 2 });
  expect([oldestWaitingSeconds, refused]).toEqual([860, { 'http-503 jobs-unavailable': 2 }]);
});

test('a rescue is told by what waited when its cell was lost, and until the last of it was over', () => {
  expect(summarizeJobs(course).rescues).toEqual([{ target: DUBLIN, atSeconds: 20, jobs: 2, rescued: 2, seconds: 810 }]);
  const waiting = [...course.records, job('still', DUBLIN, 18)];
  expect(summarizeJobs({ ...course, records: waiting }).rescues).toMatchObject([
    { jobs: 3, rescued: 2, seconds: null },
  ]);
  expect(summarizeJobs({ ...course, kills: [{ target: 'aws', atSeconds: 20 }] }).rescues).toMatchObject([
    { target: 'aws', jobs: 5 },
  ]);
  expect(summarizeJobs({ ...course, kills: [{ target: 'google', atSeconds: 20 }] }).rescues).toEqual([]);
});

test('a cell that answers its own jobs when it is back has rescued none of them', () => {
  const records = [job('late', DUBLIN, 15, done(90, DUBLIN))];
  expect(summarizeJobs({ ...course, records }).rescues).toMatchObject([{ jobs: 1, rescued: 0, seconds: 70 }]);
});

test('only a letter that says why is one', () => {
  const bodies = ['{"job":"job_a","reason":"deadline-passed: late"}', '{"job":"job_b"}', 'text', 'null'];
  expect([...jobsInLetters(bodies)]).toEqual(['job_a']);
});

test('what has no end, or two, is missing; what waits only where it was to be over', () => {
  const summary = summarizeJobs(course);
  expect([missingOf(summary, false), missingOf(summary, true)]).toEqual([2, 3]);
  const records = course.records.slice(0, 4);
  expect(missingOf(summarizeJobs({ ...course, records }), false)).toBe(0);
  expect(missingOf(summarizeJobs({ ...course, records, contradictions: 1 }), false)).toBe(1);
});

test('people read the same', () => {
  const summary = summarizeJobs(course);
  const live = `jobs 7, waiting 1 (${FRANKFURT}: 1), rescued 2, dead 1, lost 2`;
  const cells = new Map(Object.entries(summary.cells));
  expect(jobsLine(cells, new Map())).toBe(live);
  expect(jobsLine(cells, course.refused)).toBe(`${live}, not accepted http-503 jobs-unavailable: 2`);
  const lines = jobsLines(summary).join('\n');
  expect(lines).toContain('7 accepted: 3 done (2 of them by another cell), 1 waiting, 1 dead, 2 lost');
  expect(lines).toContain('nobody was promised anything: http-503 jobs-unavailable: 2');
  expect(lines).toContain(
    `killed ${DUBLIN} at 20 s with 2 jobs waiting: 2 answered by other cells, all over after 810 s`,
  );
});
