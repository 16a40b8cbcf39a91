import type { CompiledDns } from '../algebra/compiled-dns';
import type { Bound } from '../scenario/bind';
import { inWords } from '../scenario/duration';
import type { System, SystemRoute } from '../system/system';
import type { Course } from './course';
import { type CourseSummary, summarizeCourse } from './judge-course';
import { simulate } from './simulate';

export interface PlayOptions {
  readonly seed: number;
  /** How often it is played, each time with other phases. */
  readonly runs: number;
  readonly dns?: CompiledDns;
  readonly resolversPerPlace?: number;
  readonly holding?: { readonly seconds: number; readonly share: number };
  /** Of all clients together, requests a second; without it only shares are told. */
  readonly requestsPerSecond?: number;
}

export interface Objective {
  /** The largest tier that counts as served; a route's own floor where it is not given. */
  readonly floor?: number;
  readonly recoverySeconds?: number;
}

/** One outage, played often enough to tell a distribution. */
export interface Played {
  readonly bound: Bound;
  readonly horizonSeconds: number;
  readonly runs: number;
  /** The first run, for the picture. */
  readonly course: Course;
  readonly routes: readonly PlayedRoute[];
  /** In words, why it took so long. */
  readonly causes: readonly string[];
  readonly meets: boolean;
}

export interface PlayedRoute {
  readonly route: string;
  readonly floor: number;
  /** Of the first run. */
  readonly summary: CourseSummary;
  readonly recovery: Spread;
  readonly failedRequests?: number;
  readonly degradedRequests?: number;
  /** Requests that may wait, and had to. */
  readonly queuedRequests?: number;
  readonly meets: boolean;
  readonly missed?: string;
}

/** Seconds. */
export interface Spread {
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  readonly most: number;
}

/** What happens is told from before its start to well after its end. */
const AFTER_SECONDS = 1800;
const OPEN_END_SECONDS = 3600;

export function horizonOf({ events }: Pick<Bound, 'events'>): number {
  const ends = events.map(({ from, to }) => (to === undefined ? from + OPEN_END_SECONDS : to + AFTER_SECONDS));
  return Math.max(OPEN_END_SECONDS, ...ends);
}

export function play(system: System, bound: Bound, objective: Objective, options: PlayOptions): Played {
  const horizonSeconds = horizonOf(bound);
  const courses = Array.from({ length: Math.max(1, options.runs) }, (_, run) =>
    simulate(system, bound.events, { ...options, seed: options.seed + run, horizonSeconds }),
  );
  const [course] = courses;
  const firstTier = Math.min(...system.cells.flatMap(({ rungs }) => rungs.map(({ tier }) => tier)), 3);
  const routes = system.routes.map((route) => playedRoute(system, route, courses, firstTier, objective, options));
  return {
    ...{ bound, horizonSeconds, runs: courses.length, course, routes },
    causes: causesOf(course, routes),
    meets: routes.every(({ meets }) => meets),
  };
}

function playedRoute(
  system: System,
  route: SystemRoute,
  courses: readonly Course[],
  firstTier: number,
  objective: Objective,
  { requestsPerSecond }: PlayOptions,
): PlayedRoute {
  const floor = objective.floor ?? route.floor;
  const summaries = courses.map((course) => summarizeCourse(course, floor, firstTier));
  const [summary] = summaries;
  const recovery = spreadOf(summaries.map(({ recoverySeconds }) => recoverySeconds));
  const allowed = objective.recoverySeconds ?? system.fleet?.objectives.recoverySeconds;
  const meets = allowed === undefined ? Number.isFinite(recovery.p95) : recovery.p95 <= allowed;
  const requests = requestsPerSecond === undefined ? undefined : requestsPerSecond * courses[0].seconds;
  return {
    ...{ route: route.name, floor, summary, recovery, meets },
    ...(meets ? {} : { missed: missedText(recovery.p95, allowed, floor) }),
    ...(requests === undefined
      ? {}
      : {
          failedRequests: Math.round(requests * summary.failed),
          degradedRequests: Math.round(requests * summary.degraded),
          ...(route.queue === 'allowed'
            ? { queuedRequests: Math.round(requests * (summary.byFailure['no-rung'] ?? 0)) }
            : {}),
        }),
  };
}

function missedText(seconds: number, allowed: number | undefined, floor: number): string {
  if (!Number.isFinite(seconds)) return `some clients never came back to tier ${floor} or better while it lasted`;
  return `some clients were below tier ${floor} for ${inWords(seconds)}; ${inWords(allowed ?? 0)} are allowed`;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
  return { p5: at(0.05), median: at(0.5), p95: at(0.95), most: sorted.at(-1) ?? 0 };
}

/** The chain from the first failure to the last client's return, of the run that is shown. */
function causesOf(course: Course, routes: readonly PlayedRoute[]): string[] {
  const worst = [...routes].sort((left, right) => right.summary.recoverySeconds - left.summary.recoverySeconds)[0];
  const { firstBelow, lastBelow, recoverySeconds } = worst.summary;
  if (firstBelow === undefined || lastBelow === undefined) {
    const degraded = routes.some(({ summary }) => summary.degraded > 1e-9);
    return [degraded ? 'nobody fell below a floor: the next rung of the ladder answered' : 'no client noticed'];
  }
  const dns = course.notes.find(({ kind, at }) => kind === 'dns' && at > firstBelow && at <= lastBelow);
  if (dns === undefined || !Number.isFinite(recoverySeconds)) {
    const seen = course.notes.filter(({ kind }) => kind === 'check').length;
    const why =
      dns === undefined
        ? seen === 0
          ? 'no health check noticed'
          : 'DNS had nothing better to answer'
        : 'DNS moved, and not everybody was helped';
    return [
      `${why}; below the floor for ${Number.isFinite(recoverySeconds) ? inWords(recoverySeconds) : 'as long as it lasted'}`,
    ];
  }
  // What DNS answers changed once the last check of those that it took was seen there.
  const check = course.notes
    .filter(({ kind, at, propagationSeconds = 0 }) => kind === 'check' && at + propagationSeconds <= dns.at + 1e-6)
    .at(-1);
  const propagation = check?.propagationSeconds ?? 0;
  const verdict = course.notes.filter(({ kind, at }) => kind === 'verdict' && at >= firstBelow && at <= dns.at).at(-1);
  const detected = dns.at - propagation - firstBelow;
  const parts = [
    ...(verdict === undefined ? [] : [`the prober's verdict ${inWords(verdict.at - firstBelow)}`]),
    `detection ${inWords(verdict === undefined ? detected : Math.max(0, dns.at - propagation - verdict.at))}`,
    ...(check === undefined ? [] : [`propagation ${inWords(propagation)}`]),
    `resolvers' TTL ${inWords(Math.max(0, lastBelow - dns.at))}`,
  ];
  return [`${parts.join(' + ')} = ${inWords(lastBelow - firstBelow)}`];
}
