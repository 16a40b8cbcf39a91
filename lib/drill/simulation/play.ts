import type { CompiledDns } from '../algebra/compiled-dns';
import { demandOf } from '../capacity/demand';
import { judgeCourseLoad } from '../capacity/judge-course-load';
import type { LoadJudge, LoadVerdict, Verdict } from '../capacity/judge-load';
import { courseLoads } from '../capacity/loads';
import type { Bound } from '../scenario/bind';
import { inWords } from '../scenario/duration';
import type { System, SystemRoute } from '../system/system';
import { type Backlog, backlogOf } from './backlog';
import type { Course } from './course';
import { faultTimeline } from './fault-timeline';
import { type CourseSummary, summarizeCourse } from './judge-course';
import { type Shortfall, shortfallsOf } from './shortfall';
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
  /** Whether those that are left carry what comes; not tried without it. */
  readonly loads?: LoadJudge;
}

export interface Objective {
  /** The largest tier that counts as served; a route's own floor where it is not given. */
  readonly floor?: number;
  readonly recoverySeconds?: number;
}

/** In how many seconds everything has to be over: as asked, else as the constructs say. */
export function recoveryObjective({ fleet }: System, { recoverySeconds }: Objective): number | undefined {
  return recoverySeconds ?? fleet?.objectives.recoverySeconds;
}

/** One outage, played often enough to tell a distribution. */
export interface Played {
  readonly bound: Bound;
  readonly horizonSeconds: number;
  readonly runs: number;
  /** The first run, for the picture. */
  readonly course: Course;
  readonly routes: readonly PlayedRoute[];
  /** Of compute of one's own, by the first run; told where the requests a second are given. */
  readonly shortfalls: readonly Shortfall[];
  /** In words, why it took so long. */
  readonly causes: readonly string[];
  /** Whether those that are left carry all that comes to them, by the first run; where the requests a second are given. */
  readonly load?: LoadVerdict;
  readonly verdict: Verdict;
  /** Is it over for everybody in time, and carried? */
  readonly meets: boolean;
}

export interface PlayedRoute {
  readonly route: string;
  readonly floor: number;
  readonly demandPercent?: number;
  /** Of the first run. */
  readonly summary: CourseSummary;
  readonly recovery: Spread;
  readonly failedRequests?: number;
  readonly degradedRequests?: number;
  /** Of requests that may wait, where the fleet says how its jobs are kept. */
  readonly backlog?: Backlog;
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
  const load = options.loads && loadOf(options.loads, system, bound, course, objective);
  const verdict = routes.every(({ meets }) => meets) ? (load?.verdict ?? 'met') : 'missed';
  return {
    ...{ bound, horizonSeconds, runs: courses.length, course, routes },
    shortfalls: lacking(system, course, options.requestsPerSecond),
    causes: causesOf(course, routes),
    ...(load === undefined ? {} : { load }),
    ...{ verdict, meets: verdict === 'met' },
  };
}

function loadOf(
  judge: LoadJudge,
  system: System,
  { events }: Bound,
  course: Course,
  objective: Objective,
): LoadVerdict {
  const recoverySeconds = recoveryObjective(system, objective);
  return judgeCourseLoad(judge, course, courseLoads(system, course, faultTimeline(events, course.seconds)), {
    loosestFloor: objective.floor ?? Math.max(...system.routes.map(({ floor }) => floor)),
    ...(recoverySeconds === undefined ? {} : { recoverySeconds }),
  });
}

function lacking({ fleet }: System, course: Course, requestsPerSecond: number | undefined): Shortfall[] {
  if (fleet?.compute === undefined || requestsPerSecond === undefined) return [];
  const tierOf = (rung: string) => fleet.ladder.find(({ name }) => name === rung)?.tier;
  return shortfallsOf(course, fleet.compute, tierOf, requestsPerSecond);
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
  const allowed = recoveryObjective(system, objective);
  const meets = allowed === undefined ? Number.isFinite(recovery.p95) : recovery.p95 <= allowed;
  const jobs = system.fleet?.jobs;
  const demand = requestsPerSecond === undefined ? undefined : demandOf(route, system.routes, requestsPerSecond);
  return {
    ...{ route: route.name, floor, summary, recovery, meets },
    ...(route.demandPercent === undefined ? {} : { demandPercent: route.demandPercent }),
    ...(meets ? {} : { missed: missedText(recovery.p95, allowed, floor) }),
    ...(demand === undefined
      ? {}
      : {
          failedRequests: Math.round(demand * courses[0].seconds * summary.failed),
          degradedRequests: Math.round(demand * courses[0].seconds * summary.degraded),
          ...(route.queue === 'allowed' && jobs !== undefined
            ? { backlog: backlogOf(courses[0], floor, demand, jobs) }
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

/** The chain from the first failure to the last client's return, of the longest time below a floor in the run that is shown. */
export function causesOf(course: Course, routes: readonly Pick<PlayedRoute, 'summary'>[]): string[] {
  const [{ summary }] = [...routes].sort((left, right) => right.summary.recoverySeconds - left.summary.recoverySeconds);
  const { below } = summary;
  if (below === undefined) {
    const degraded = routes.some((one) => one.summary.degraded > 1e-9);
    return [degraded ? 'nobody fell below a floor: the next rung of the ladder answered' : 'no client noticed'];
  }
  const { from, to } = below;
  const within = course.notes.filter(({ at }) => at >= from && at <= to);
  const dns = within.find(({ kind, at }) => kind === 'dns' && at > from);
  const over = within.find(({ kind, text }) => kind === 'fault' && text.endsWith(': over'));
  const time = Number.isFinite(to) ? inWords(to - from) : 'as long as it lasted';
  if (dns === undefined) {
    const seen = within.some(({ kind }) => kind === 'check');
    return [`${seen ? 'DNS had nothing better to answer' : 'no health check noticed'}; below the floor for ${time}`];
  }
  // Where the fault had to end first, nothing that was done about it is the reason.
  if (!Number.isFinite(to) || (over !== undefined && over.at > dns.at)) {
    return [`DNS moved, and not everybody was helped; below the floor for ${time}`];
  }
  // What DNS answers changed once the last check of those that it took was seen there.
  const check = within
    .filter(({ kind, at, propagationSeconds = 0 }) => kind === 'check' && at + propagationSeconds <= dns.at + 1e-6)
    .at(-1);
  const propagation = check?.propagationSeconds ?? 0;
  const verdict = within.filter(({ kind, at }) => kind === 'verdict' && at <= dns.at).at(-1);
  const parts = [
    ...(verdict === undefined ? [] : [`the prober's verdict ${inWords(verdict.at - from)}`]),
    `detection ${inWords(Math.max(0, dns.at - propagation - (verdict?.at ?? from)))}`,
    ...(check === undefined ? [] : [`propagation ${inWords(propagation)}`]),
    `resolvers' TTL ${inWords(to - dns.at)}`,
  ];
  return [`${parts.join(' + ')} = ${time}`];
}
