import type { JobRecord } from './job-record';

export interface JobCounts {
  readonly accepted: number;
  /** Neither answered nor dead yet, and known to the ledger. */
  readonly waiting: number;
  readonly done: number;
  /** Of the done ones, those that another cell than their home answered. */
  readonly rescued: number;
  /** Without an answer, for a reason that their dead letter names. */
  readonly dead: number;
  /** Accepted, and nobody knows of them; or dead, and no letter says so. */
  readonly lost: number;
}

/** What became of a lost cell's jobs that were waiting then. Times are seconds of service time. */
export interface RescueReport {
  readonly target: string;
  readonly atSeconds: number;
  /** Accepted there, and not over when it was lost. */
  readonly jobs: number;
  /** Of them, answered by other cells. */
  readonly rescued: number;
  /** From the loss to the last of those answers; null while some wait. */
  readonly seconds: number | null;
}

/** What became of all jobs; with `--json` in the summary. */
export interface JobsSummary extends JobCounts {
  /** Offered and not accepted, by the reason: nobody was promised anything. */
  readonly refused: Readonly<Record<string, number>>;
  /** By the cell that accepted them. */
  readonly cells: Readonly<Record<string, JobCounts>>;
  /** Of those that wait, the longest time since the acceptance; null where none does. */
  readonly oldestWaitingSeconds: number | null;
  readonly rescues: readonly RescueReport[];
  /** Jobs that came to two ends, by what callers from different places were told at the end: one job has one result. */
  readonly contradictions: number;
}

export interface JobCourse {
  readonly records: readonly JobRecord[];
  readonly refused: ReadonlyMap<string, number>;
  /** The ids of jobs of which a dead letter says why. */
  readonly letters: ReadonlySet<string>;
  readonly contradictions: number;
  readonly kills: readonly { readonly target: string; readonly atSeconds: number }[];
  readonly now: number;
}

export function summarizeJobs(course: JobCourse): JobsSummary {
  const { records, letters, now } = course;
  const homes = [...new Set(records.map(({ home }) => home))].sort();
  const waiting = records.filter((record) => record.over === undefined && !isLost(record, letters));
  return {
    ...countsOf(records, letters),
    refused: Object.fromEntries([...course.refused].sort()),
    cells: Object.fromEntries(
      homes.map((home) => [
        home,
        countsOf(
          records.filter((record) => record.home === home),
          letters,
        ),
      ]),
    ),
    oldestWaitingSeconds:
      waiting.length === 0 ? null : tenths(Math.max(...waiting.map(({ acceptedAt }) => now - acceptedAt))),
    contradictions: course.contradictions,
    rescues: course.kills.flatMap((kill) => rescueOf(records, kill)),
  };
}

/** @param letters undefined: nobody has looked yet */
export function countsOf(records: readonly JobRecord[], letters: ReadonlySet<string> | undefined): JobCounts {
  const lost = records.filter((record) => isLost(record, letters));
  const kept = records.filter((record) => !lost.includes(record));
  const done = kept.flatMap(({ home, over }) => (over?.state === 'done' ? [{ home, by: over.by }] : []));
  return {
    accepted: records.length,
    waiting: kept.filter(({ over }) => over === undefined).length,
    done: done.length,
    rescued: done.filter(({ home, by }) => by !== home).length,
    dead: kept.filter(({ over }) => over !== undefined && over.state !== 'done').length,
    lost: lost.length,
  };
}

function isLost({ id, over, isUnknown }: JobRecord, letters: ReadonlySet<string> | undefined): boolean {
  if (over === undefined) return isUnknown === true;
  return over.state === 'dead' && letters !== undefined && !letters.has(id);
}

/** Of a cell, or of each cell of a cloud that was lost at once; nothing where no job of theirs waited. */
function rescueOf(records: readonly JobRecord[], { target, atSeconds }: JobCourse['kills'][number]): RescueReport[] {
  const isThere = (home: string) => home === target || home.startsWith(`${target}:`);
  const open = records.filter(
    ({ home, acceptedAt, over }) =>
      isThere(home) && acceptedAt <= atSeconds && (over === undefined || over.at > atSeconds),
  );
  if (open.length === 0) return [];
  const ends = open.flatMap(({ over }) => (over === undefined ? [] : [over.at]));
  const rescued = open.filter(({ home, over }) => over?.state === 'done' && over.by !== home).length;
  const seconds = ends.length < open.length ? null : tenths(Math.max(...ends) - atSeconds);
  return [{ target, atSeconds: tenths(atSeconds), jobs: open.length, rescued, seconds }];
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

/** Jobs that should have an end, and have none, or two. @param all what waits has waited too long */
export function missingOf({ lost, waiting, contradictions }: JobsSummary, all: boolean): number {
  return lost + contradictions + (all ? waiting : 0);
}
