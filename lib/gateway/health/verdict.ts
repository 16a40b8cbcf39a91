import type { CellState, HealthPath, Verdict } from '../../contract/cell-state';
import { TURNING } from '../../contract/turning';

/** What came of reading the cell's state. */
export type Reading =
  | { readonly kind: 'state'; readonly state: CellState }
  /** No prober has written one yet. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** The last verdict that was good or bad, when it was known, and how long it holds: milliseconds since the epoch. */
export interface LastVerdict {
  readonly verdict: 'good' | 'bad';
  readonly at: number;
  readonly until: number;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** 503 only for a bad verdict: unknown alone never removes a cell. */
  readonly status: 200 | 503;
  readonly evidence: readonly string[];
  /** What to remember until the next reading. */
  readonly last: LastVerdict | undefined;
}

/** What to answer a prober of the path. */
export function judge(path: HealthPath, reading: Reading, last: LastVerdict | undefined, now: number): Judgement {
  const news = newsOf(path, reading, now);
  const newest = news.last !== undefined && news.last.at >= (last?.at ?? Number.NEGATIVE_INFINITY) ? news.last : last;
  if (news.fresh && newest !== undefined && newest === news.last)
    return judgement(newest.verdict, news.evidence, newest);
  if (newest !== undefined && now <= newest.until) {
    const age = Math.round((now - newest.at) / 1000);
    return judgement(newest.verdict, [...news.evidence, `the verdict of ${age} s ago holds`], newest);
  }
  return judgement('unknown', news.evidence, newest);
}

interface News {
  /** The state's own verdict with its time, if it has one. */
  readonly last?: LastVerdict;
  readonly fresh: boolean;
  readonly evidence: readonly string[];
}

function newsOf(path: HealthPath, reading: Reading, now: number): News {
  if (reading.kind === 'missing') return { fresh: false, evidence: ['no state has been written'] };
  if (reading.kind === 'unreadable') return { fresh: false, evidence: [`the state is unreadable: ${reading.why}`] };
  const { state } = reading;
  const at = Date.parse(state.at);
  const verdict = state[path];
  const period = state.periodSeconds * 1000;
  const last = verdict === 'unknown' ? undefined : lastOf(verdict, state.standings?.[path].knownAt ?? at, period);
  // A clock that runs ahead by more than a period would keep a dead prober's word for ever.
  if (at > now + period) return { fresh: false, evidence: [`the state is of the future: ${state.at}`] };
  if (now - at > TURNING.freshPeriods * period) {
    return { last, fresh: false, evidence: [`the state is ${Math.round((now - at) / 1000)} s old`] };
  }
  return { last, fresh: true, evidence: state.evidence };
}

function lastOf(verdict: LastVerdict['verdict'], at: number, period: number): LastVerdict {
  return { verdict, at, until: at + TURNING.holdPeriods * period };
}

function judgement(verdict: Verdict, evidence: readonly string[], last: LastVerdict | undefined): Judgement {
  return { verdict, status: verdict === 'bad' ? 503 : 200, evidence, last };
}
