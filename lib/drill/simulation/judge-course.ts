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
  /** When that was; undefined where nobody was ever below. */
  readonly below?: { readonly from: number; readonly to: number };
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
  let [served, degraded, worst] = [0, 0, 0];
  let longest: CourseSummary['below'];
  let since: number | undefined;
  const over = (to: number) => {
    if (since !== undefined && (longest === undefined || to - since > longest.to - longest.from)) {
      longest = { from: since, to };
    }
  };
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
    if (below > NOTHING) since ??= from;
    else {
      over(from);
      since = undefined;
    }
  }
  if (since !== undefined) longest = { from: since, to: Number.POSITIVE_INFINITY };
  return {
    ...{ served, failed: 1 - served, degraded, byTier, byCell, byFailure, worst },
    recoverySeconds: longest === undefined ? 0 : longest.to - longest.from,
    ...(longest === undefined ? {} : { below: longest }),
  };
}
