import type { JobsMetadata } from '../../../lib/contract/metadata';
import { backlogOf } from '../../../lib/drill/simulation/backlog';
import type { Course, CourseShare } from '../../../lib/drill/simulation/course';
import { shortfallsOf } from '../../../lib/drill/simulation/shortfall';

const JOBS: JobsMetadata = {
  ...{ table: 'jobs', consistency: 'strong', visibilitySeconds: 60, rescueAfterSeconds: 300, requestsPerSecond: 2 },
};

const serves = (cell: string, share: number, tier = 1): CourseShare => ({ cell, tier, share });
const noRung = (cell: string, share: number): CourseShare => ({ cell, failed: 'no-rung', share });
const gone = (cell: string, share: number): CourseShare => ({ cell, failed: 'refused', share });

/** Seconds at which each begins, with what happens from there. */
function courseOf(seconds: number, ...spans: readonly (readonly [number, readonly CourseShare[]])[]): Course {
  return {
    ...{ seconds, notes: [] },
    spans: spans.map(([from, shares], index) => ({ from, to: spans[index + 1]?.[0] ?? seconds, shares })),
  };
}

describe('backlog', () => {
  test('what comes in while no rung answers waits, and is worked off at the pace of the workers', () => {
    // 600 s at one a second; then two a second are worked off, which takes 300 s.
    const course = courseOf(3600, [0, [noRung('a', 1)]], [600, [serves('a', 1)]]);
    const { most, drainedSeconds, stranded, atRisk } = backlogOf(course, 2, 1, JOBS);
    expect(most).toBeCloseTo(600);
    expect(drainedSeconds).toBeGreaterThanOrEqual(840);
    expect(drainedSeconds).toBeLessThanOrEqual(960);
    expect([stranded, atRisk]).toEqual([0, 0]);
  });

  test('what a lower tier would answer waits too, where the floor does not take it', () => {
    const course = courseOf(600, [0, [serves('a', 1, 3)]], [100, [serves('a', 1)]]);
    expect(backlogOf(course, 2, 1, JOBS).most).toBeCloseTo(100);
    expect(backlogOf(course, 3, 1, JOBS)).toMatchObject({ most: 0, drainedSeconds: 0 });
  });

  test('where nobody is reached, nothing is handed in', () => {
    expect(backlogOf(courseOf(600, [0, [gone('a', 1)]]), 2, 1, JOBS).most).toBe(0);
  });

  test('a backlog that outlasts the run is told by the pace of its end; one that nobody works at never ends', () => {
    const late = courseOf(1000, [0, [noRung('a', 1)]], [900, [serves('a', 1)]]);
    expect(backlogOf(late, 2, 1, JOBS).drainedSeconds).toBeCloseTo(1000 + (900 - 200) / 2);
    expect(backlogOf(courseOf(1000, [0, [noRung('a', 1)]]), 2, 1, JOBS).drainedSeconds).toBe(Number.POSITIVE_INFINITY);
  });

  const lost = courseOf(
    7200,
    [0, [noRung('a', 0.5), serves('b', 0.5)]],
    [600, [gone('a', 0.5), serves('b', 0.5)]],
    [700, [serves('b', 1)]],
  );

  test('the jobs of a cell that is gone are stranded until a rescuer may take them', () => {
    const { most, stranded, atRisk, drainedSeconds } = backlogOf(lost, 2, 1, JOBS);
    expect(most).toBeCloseTo(300);
    expect(stranded).toBeCloseTo(300);
    expect(atRisk).toBe(0);
    // Gone at 600, rescued from 900 on, at two a second.
    expect(drainedSeconds).toBeGreaterThan(900 + 100);
    expect(drainedSeconds).toBeLessThan(900 + 300);
  });

  test('an eventual ledger has told the others all but the last window; one of a single Region nothing', () => {
    expect(backlogOf(lost, 2, 1, { ...JOBS, consistency: 'eventual', windowSeconds: 4 }).atRisk).toBeCloseTo(2);
    const single = backlogOf(lost, 2, 1, { ...JOBS, consistency: 'single' });
    expect(single.atRisk).toBeCloseTo(300);
    expect(single.drainedSeconds).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('shortfall', () => {
  const compute = {
    ...{ posture: 'warm-standby' as const, uncovered: [] },
    services: [{ rung: 'own', cell: 'aws:eu-west-1' as const, warm: 2, most: 5, millisecondsPerRequest: 250 }],
  };
  const tierOf = (rung: string) => (rung === 'own' ? 2 : 1);
  const asked = (share: number) =>
    courseOf(600, [0, [serves('aws:eu-west-1', 1)]], [60, [serves('aws:eu-west-1', share, 2), serves('b', 1 - share)]]);

  test('what is asked of a cell above what is warm, at the worst moment', () => {
    expect(shortfallsOf(asked(0.5), compute, tierOf, 20)).toEqual([
      { cell: 'aws:eu-west-1', rung: 'own', wanted: 10, warm: 8, most: 20 },
    ]);
  });

  test('none where what is warm carries it', () => {
    expect(shortfallsOf(asked(0.25), compute, tierOf, 20)).toEqual([]);
  });
});
