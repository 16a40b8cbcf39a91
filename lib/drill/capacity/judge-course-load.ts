import type { Course } from '../simulation/course';
import { isServed } from '../simulation/judge-course';
import type { LoadJudge, LoadVerdict } from './judge-load';
import type { Situation } from './loads';

export interface Allowed {
  /** The largest floor of all routes: below it nobody is served. */
  readonly loosestFloor: number;
  /** For how long some may be left over; until the end of the course where nobody says it. */
  readonly recoverySeconds?: number;
}

/**
 * Whether a course's loads are carried, but for no longer than the time in which everything has to be over: while cells
 * turn one after the other, those that turn last have more to carry than in the end.
 * @param situations one of each span
 */
export function judgeCourseLoad(
  judge: LoadJudge,
  { spans, seconds }: Course,
  situations: readonly Situation[],
  { loosestFloor, recoverySeconds }: Allowed,
): LoadVerdict {
  const found = situations.map((situation) => judge.judge([situation]).verdict);
  const isDown = spans.map(({ shares }) => shares.some((one) => !isServed(one, loosestFloor)));
  /** The spans of each time in a row that lasts too long. */
  const lateIn = (isBad: (index: number) => boolean): number[] => {
    const late: number[] = [];
    let since: number | undefined;
    let early: number[] = [];
    for (const [index, { from, to }] of spans.entries()) {
      if (!isBad(index)) {
        since = undefined;
        early = [];
        continue;
      }
      since ??= from;
      early.push(index);
      const isLate = recoverySeconds === undefined ? to >= seconds : to - since > recoverySeconds;
      // Those before it were not late until now.
      if (isLate) late.push(...early.splice(0));
    }
    return late;
  };
  const surely = lateIn((index) => isDown[index] || found[index] === 'missed').filter(
    (index) => found[index] === 'missed',
  );
  const perhaps = lateIn((index) => isDown[index] || found[index] !== 'met').filter((index) => found[index] !== 'met');
  const late = surely.length > 0 ? surely : perhaps;
  const merged = judge.judge(late.map((index) => situations[index]));
  // What surely lacks something for a while, and perhaps for too long, is in doubt.
  return surely.length > 0 || merged.verdict !== 'missed' ? merged : { ...merged, verdict: 'undecided' };
}
