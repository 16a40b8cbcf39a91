import { type Compute, requestsPerSecondOf } from '../../contract/compute';
import type { Course } from './course';

/** What one cell's own compute lacks at the worst moment. */
export interface Shortfall {
  readonly cell: string;
  readonly rung: string;
  /** Requests a second that reach it at that moment. */
  readonly wanted: number;
  /** What its warm instances carry, and what all that scaling may add carry once they are there. */
  readonly warm: number;
  readonly most: number;
}

/**
 * Where more is asked of a cell's own servers than those that are warm carry. What is above that goes to the next rung,
 * or is refused; whoever scales from there does so after the fault, by a control plane.
 */
export function shortfallsOf(
  course: Course,
  { services }: Compute,
  tierOf: (rung: string) => number | undefined,
  requestsPerSecond: number,
): Shortfall[] {
  return services.flatMap(({ rung, cell, warm, most, ...service }) => {
    const each = requestsPerSecondOf(service);
    const tier = tierOf(rung);
    const asked = course.spans.map(({ shares }) =>
      shares.reduce((sum, one) => (one.cell === cell && one.tier === tier ? sum + one.share : sum), 0),
    );
    const wanted = Math.max(0, ...asked) * requestsPerSecond;
    return wanted > warm * each ? [{ cell, rung, wanted, warm: warm * each, most: most * each }] : [];
  });
}
