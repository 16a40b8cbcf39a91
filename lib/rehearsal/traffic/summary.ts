import type { FailoverPrediction } from '../../drill/route53/timing';
import { type Change, changesOf } from './changes';
import type { JobsSummary } from './jobs/jobs-summary';
import type { RequestRecord } from './record';

/** A kill, and what clients noticed of it. Times are seconds of service time. */
export interface KillReport {
  /** `aws:eu-west-1`, or `aws` where a whole cloud was killed at once. */
  readonly target: string;
  readonly atSeconds: number;
  /** From the kill to the end of the last failed request before the next kill; 0 when none failed, null when it was not over at the end. */
  readonly recoverySeconds: number | null;
}

/** What a rehearsal came to; with `--json` its last line. */
export interface Summary {
  /** Stubs say nothing of how a real one answers. */
  readonly models: 'stub' | 'stub, tier 2 real';
  readonly seconds: number;
  readonly speed: number;
  readonly requests: number;
  readonly failures: number;
  /** Under way when the rehearsal ended; neither answered nor failed. */
  readonly unfinished: number;
  readonly failuresByReason: Readonly<Record<string, number>>;
  /** The longest of the kills' recoveries; null when nothing was killed or the failures went on to the end. */
  readonly recoverySeconds: number | null;
  readonly recovered: boolean;
  readonly answeredBy: Readonly<Record<string, number>>;
  readonly tiers: Readonly<Record<string, number>>;
  readonly kills: readonly KillReport[];
  /** Who answered after each event, and how long the change took. */
  readonly changes: readonly Change[];
  /** What the facts' timing predicts for a killed cell; null when no check watches one. */
  readonly predicted: FailoverPrediction | null;
  /** Where jobs were handed in. */
  readonly jobs?: JobsSummary;
}

export interface Course {
  readonly records: readonly RequestRecord[];
  readonly unfinished: number;
  readonly kills: readonly { readonly target: string; readonly atSeconds: number }[];
  readonly seconds: number;
  readonly speed: number;
  readonly predicted: FailoverPrediction | null;
  readonly realSecondTier?: boolean;
  /** What happened, at which moments. */
  readonly happenings?: readonly { readonly event: string; readonly atSeconds: number }[];
  readonly jobs?: JobsSummary;
}

export function summarize(course: Course): Summary {
  const { records } = course;
  const failed = records.filter((record) => record.outcome.kind === 'failed');
  const recovered = everyClientIsServed(records);
  const kills = course.kills.map((kill): KillReport => {
    // Kills of one moment have one outcome.
    const later = course.kills.map(({ atSeconds }) => atSeconds).filter((at) => at > kill.atSeconds);
    const until = Math.min(...later, Number.POSITIVE_INFINITY);
    const ends = failed.map((record) => record.endedAt).filter((end) => end >= kill.atSeconds && end < until);
    const open = !recovered && until === Number.POSITIVE_INFINITY;
    return {
      target: kill.target,
      atSeconds: tenths(kill.atSeconds),
      recoverySeconds: open ? null : ends.length === 0 ? 0 : tenths(Math.max(...ends) - kill.atSeconds),
    };
  });
  const recoveries = kills.map((kill) => kill.recoverySeconds);
  return {
    models: course.realSecondTier ? 'stub, tier 2 real' : 'stub',
    seconds: tenths(course.seconds),
    speed: course.speed,
    requests: records.length,
    failures: failed.length,
    unfinished: course.unfinished,
    failuresByReason: count(failed, ({ outcome }) => (outcome.kind === 'failed' ? outcome.reason : undefined)),
    recoverySeconds:
      recoveries.length === 0 || recoveries.includes(null) ? null : Math.max(...recoveries.map((one) => one ?? 0)),
    recovered,
    answeredBy: count(records, ({ outcome }) => (outcome.kind === 'answered' ? outcome.cell : undefined)),
    tiers: count(records, ({ outcome }) => (outcome.kind === 'answered' ? outcome.tier : undefined)),
    kills,
    changes: changesOf(records, course.happenings ?? []),
    predicted: course.predicted,
    ...(course.jobs && { jobs: course.jobs }),
  };
}

/** The last request of every client was answered. */
function everyClientIsServed(records: readonly RequestRecord[]): boolean {
  const last = new Map<string, RequestRecord>();
  for (const record of records) {
    if ((last.get(record.from)?.startedAt ?? -1) < record.startedAt) last.set(record.from, record);
  }
  return [...last.values()].every((record) => record.outcome.kind === 'answered');
}

function count<T>(items: readonly T[], key: (item: T) => string | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of items.map(key).sort()) if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
