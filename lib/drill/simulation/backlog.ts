import type { JobsMetadata } from '../../contract/metadata';
import type { Course, CourseShare, CourseSpan } from './course';
import { isServed } from './judge-course';

/** What becomes of requests that may wait, if all that nobody can answer at their floor are handed in as jobs. */
export interface Backlog {
  /** The most jobs that wait at one moment. */
  readonly most: number;
  /** Seconds since the outage's start until none waits any more; infinite where none is worked off. */
  readonly drainedSeconds: number;
  /** Jobs whose cell is gone while they wait there: another cell takes them over, or they wait for its return. */
  readonly stranded: number;
  /** Of them, what the others cannot know of: the ledger has one Region, or was not copied yet. */
  readonly atRisk: number;
}

/**
 * Jobs come in where a gateway is reached and no rung answers at the floor, and are worked off, as fast as the ledger's
 * metadata says, by each cell that answers at the floor. Those of a cell that is gone go to the others once a rescuer
 * may take them.
 */
export function backlogOf(course: Course, floor: number, requestsPerSecond: number, jobs: JobsMetadata): Backlog {
  const waiting = new Map<string, number>();
  const goneSince = new Map<string, number>();
  const rates = new Map<string, number>();
  const serving = new Set<string>();
  // A job that was in a cell that is gone may be worked off by any other.
  let rescued = 0;
  let [most, stranded, atRisk, drained] = [0, 0, 0, 0];
  const total = () => [...waiting.values()].reduce((sum, one) => sum + one, rescued);
  const advance = (seconds: number) => {
    for (const [cell, rate] of rates) waiting.set(cell, (waiting.get(cell) ?? 0) + rate * seconds);
    const before = total();
    most = Math.max(most, before);
    for (const cell of serving) {
      const able = jobs.requestsPerSecond * seconds;
      const own = Math.min(able, waiting.get(cell) ?? 0);
      waiting.set(cell, (waiting.get(cell) ?? 0) - own);
      rescued -= Math.min(able - own, rescued);
    }
  };
  for (const span of course.spans) {
    for (const cell of goneIn(span)) {
      if (goneSince.has(cell)) continue;
      goneSince.set(cell, span.from);
      const here = waiting.get(cell) ?? 0;
      stranded += here;
      atRisk += unknownToOthers(here, rates.get(cell) ?? 0, jobs);
    }
    noteStates(span, floor, { serving, goneSince });
    rates.clear();
    for (const [cell, rate] of arrivals(span, floor, requestsPerSecond)) rates.set(cell, rate);
    // In steps, so that what comes in and what is worked off in a long span are not told apart by their order.
    const steps = Math.min(200, Math.max(1, Math.ceil((span.to - span.from) / 60)));
    for (let step = 0; step < steps; step += 1) {
      const at = span.from + ((span.to - span.from) * step) / steps;
      for (const [cell, since] of goneSince) {
        if (jobs.consistency === 'single' || at - since < jobs.rescueAfterSeconds) continue;
        rescued += waiting.get(cell) ?? 0;
        waiting.delete(cell);
      }
      advance((span.to - span.from) / steps);
      if (total() > LEAST) drained = at + (span.to - span.from) / steps;
    }
  }
  const left = total();
  // Of one Region's ledger, what a cell that is gone holds waits for its return.
  const stuck =
    jobs.consistency === 'single' ? [...goneSince.keys()].some((cell) => (waiting.get(cell) ?? 0) > LEAST) : false;
  const pace = serving.size * jobs.requestsPerSecond - [...rates.values()].reduce((sum, one) => sum + one, 0);
  if (left > LEAST) drained = pace > 0 && !stuck ? course.seconds + left / pace : Number.POSITIVE_INFINITY;
  return { most, stranded, atRisk, drainedSeconds: most > LEAST ? drained : 0 };
}

/** Less than half a job is none. */
const LEAST = 0.5;

/** By cell, the jobs that come in a second. */
function arrivals({ shares }: CourseSpan, floor: number, requestsPerSecond: number): Map<string, number> {
  const rates = new Map<string, number>();
  for (const one of shares) {
    if (one.cell === undefined || !mayWait(one, floor)) continue;
    rates.set(one.cell, (rates.get(one.cell) ?? 0) + one.share * requestsPerSecond);
  }
  return rates;
}

/** Its gateway takes a job where no rung can answer; nobody knows that an answer is nonsense. */
function mayWait({ tier, failed }: CourseShare, floor: number): boolean {
  return failed === 'no-rung' || (failed === undefined && tier !== undefined && tier > floor);
}

function goneIn({ shares }: CourseSpan): string[] {
  return shares.flatMap(({ cell, failed }) =>
    cell !== undefined && (failed === 'refused' || failed === 'timed-out') ? [cell] : [],
  );
}

/** A cell to which nobody is sent stays what it was last. */
function noteStates(
  span: CourseSpan,
  floor: number,
  { serving, goneSince }: { readonly serving: Set<string>; readonly goneSince: Map<string, number> },
): void {
  const gone = new Set(goneIn(span));
  for (const one of span.shares) {
    if (one.cell === undefined) continue;
    if (gone.has(one.cell) || !isServed(one, floor)) serving.delete(one.cell);
    else serving.add(one.cell);
    if (!gone.has(one.cell)) goneSince.delete(one.cell);
  }
}

function unknownToOthers(waiting: number, rate: number, { consistency, windowSeconds = 0 }: JobsMetadata): number {
  if (consistency === 'single') return waiting;
  return consistency === 'eventual' ? Math.min(waiting, rate * windowSeconds) : 0;
}
