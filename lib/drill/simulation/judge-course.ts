import type { Course, CourseShare } from './course';

/** What a course comes to for clients who take no tier below the floor (a larger number). */
export interface CourseSummary {
  /** Of all requests from the start to the end of the run. */
  readonly served: number;
  readonly failed: number;
  /** Served, at a tier below the ladder's first. */
  readonly degraded: number;
  /** The longest time in a row in which some client was below the floor; infinite where that did not end. */
  readonly recoverySeconds: number;
  /** From the first moment below the floor to the last one; 0 where there was none. */
  readonly firstBelow: number | undefined;
  readonly lastBelow: number | undefined;
  /** By tier: the share of all requests. */
  readonly byTier: Readonly<Record<string, number>>;
  readonly byCell: Readonly<Record<string, number>>;
  /** By the reason: the share of all requests. */
  readonly byFailure: Readonly<Record<string, number>>;
  /** The worst moment: the largest share below the floor. */
  readonly worst: number;
}

/** Shares so small are the rounding of sums. */
const NOTHING = 1e-9;

export function isServed({ tier, failed }: CourseShare, floor: number): boolean {
  return failed === undefined && tier !== undefined && tier <= floor;
}

export function summarizeCourse(course: Course, floor: number, firstTier: number): CourseSummary {
  const [byTier, byCell, byFailure]: Record<string, number>[] = [{}, {}, {}];
  let [served, degraded, worst, longest] = [0, 0, 0, 0];
  let [firstBelow, lastBelow, since]: (number | undefined)[] = [undefined, undefined, undefined];
  const count = (into: Record<string, number>, key: string, share: number) => {
    into[key] = (into[key] ?? 0) + share;
  };
  for (const { from, to, shares } of course.spans) {
    const part = (to - from) / course.seconds;
    let below = 0;
    for (const one of shares) {
      const share = one.share * part;
      if (isServed(one, floor)) {
        served += share;
        if (one.tier !== undefined && one.tier > firstTier) degraded += share;
        count(byTier, String(one.tier), share);
        count(byCell, one.cell ?? '', share);
      } else {
        below += one.share;
        count(byFailure, one.failed ?? 'below-floor', share);
      }
    }
    worst = Math.max(worst, below);
    if (below > NOTHING) {
      since ??= from;
      firstBelow ??= from;
      lastBelow = to;
    } else if (since !== undefined) {
      longest = Math.max(longest, from - since);
      since = undefined;
    }
  }
  const recoverySeconds = since === undefined ? longest : Number.POSITIVE_INFINITY;
  return {
    served,
    failed: 1 - served,
    degraded,
    recoverySeconds,
    firstBelow,
    lastBelow,
    byTier,
    byCell,
    byFailure,
    worst,
  };
}
