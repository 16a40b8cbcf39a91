import type { Availability } from '../availability/availability';
import type { LoadVerdict, Verdict } from '../capacity/judge-load';
import type { Drill } from '../drill';
import type { Backlog } from '../simulation/backlog';
import type { Course } from '../simulation/course';
import type { Played, PlayedRoute, Spread } from '../simulation/play';
import type { Shortfall } from '../simulation/shortfall';
import type { Importance } from '../sweep/importance';
import type { Comparison } from './compare';
import { lowerTiers } from './lower-tiers';

/** Seconds; null for "not while it lasts". */
export type Seconds = number | null;

/** What `--json` prints, and what the other reports are made of. */
export interface DrillReport {
  readonly version: 1;
  readonly entries: readonly string[];
  readonly cells: readonly {
    readonly id: string;
    readonly rungs: readonly { readonly name: string; readonly tier: number }[];
    readonly prober: boolean;
    readonly latitude?: number;
    readonly longitude?: number;
  }[];
  readonly clients: readonly {
    readonly place: string;
    readonly share: number;
    readonly latitude: number;
    readonly longitude: number;
    readonly answeredBy: readonly string[];
  }[];
  readonly components: readonly string[];
  readonly floor: number;
  readonly recoverySeconds: Seconds;
  /** Requests a second of all clients; with it, whether they are carried is an objective as well. */
  readonly requestsPerSecond?: number;
  readonly verdict: Verdict;
  readonly meets: boolean;
  readonly scenarios: readonly ScenarioReport[];
  /** Outages that are more than is to be survived: they miss no objective. */
  readonly beyond: readonly ScenarioReport[];
  /** Outages of which nothing touches the estate. */
  readonly untouching: readonly { readonly id: string; readonly title: string; readonly what: readonly string[] }[];
  readonly sweep?: SweepJson;
  readonly unknowns: readonly string[];
  readonly changed?: Comparison;
}

export interface ScenarioReport {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly standing: string;
  readonly needed?: string;
  readonly assumed?: string;
  /** Where it is played, where that is not where it happened. */
  readonly moved?: { readonly from: string; readonly to: string };
  readonly untouched: readonly string[];
  readonly seconds: number;
  readonly runs: number;
  readonly verdict: Verdict;
  /** Is it over for everybody in time, and carried? */
  readonly meets: boolean;
  /** Whether those that are left carry what comes to them; told with `--demand`. */
  readonly load?: LoadVerdict;
  readonly causes: readonly string[];
  /** Requests a second that one cell's own compute lacks; told with `--demand`. */
  readonly shortfalls: readonly Shortfall[];
  readonly routes: readonly RouteReport[];
  readonly spans: Course['spans'];
  readonly notes: readonly { readonly at: number; readonly kind: string; readonly text: string }[];
}

export interface RouteReport {
  readonly route: string;
  readonly floor: number;
  /** Of all requests; undefined where the routes do not say it. */
  readonly demandPercent?: number;
  readonly meets: boolean;
  readonly missed?: string;
  readonly recovery: { readonly p5: Seconds; readonly median: Seconds; readonly p95: Seconds; readonly most: Seconds };
  /** Shares of all requests of the time that is played. */
  readonly served: number;
  readonly degraded: number;
  readonly failed: number;
  /** The largest share below the floor at one moment. */
  readonly worst: number;
  readonly byTier: Readonly<Record<string, number>>;
  readonly byCell: Readonly<Record<string, number>>;
  readonly byFailure: Readonly<Record<string, number>>;
  readonly failedRequests?: number;
  readonly degradedRequests?: number;
  /** If everything that may wait is handed in as a job; null for "never worked off". */
  readonly backlog?: {
    readonly most: number;
    readonly drainedSeconds: Seconds;
    readonly stranded: number;
    readonly atRisk: number;
  };
}

export interface SetReport {
  readonly components: readonly string[];
  readonly share: number;
}

export interface SweepJson {
  readonly order: number;
  readonly scenarios: number;
  readonly milliseconds: number;
  readonly singles: readonly {
    readonly component: string;
    readonly worstTier: number;
    readonly hit: number;
    readonly lost: number;
    readonly expectedSeconds: number;
    readonly mostSeconds: number;
  }[];
  /** Of all pairs the worst tier, the upper triangle by rows: `2`, or `0` where somebody gets nothing. Empty above 120 components. */
  readonly pairs: readonly string[];
  readonly cutSets: Readonly<Record<string, readonly SetReport[]>>;
  readonly importance: readonly Importance[];
  readonly availability: Availability;
  readonly survival: readonly {
    readonly survive: string;
    readonly tried: number;
    readonly verdict: Verdict;
    readonly meets: boolean;
    readonly missed: readonly { readonly components: readonly string[]; readonly why: string }[];
    /** What carries how much would have to be known: no pass. */
    readonly undecided: readonly { readonly components: readonly string[]; readonly why: string }[];
  }[];
}

export function jsonReport(found: Drill, changed?: Comparison): DrillReport {
  const { system, sweep } = found;
  const name = (index: number) => system.components[index].id;
  return {
    version: 1,
    entries: system.entries.map((entry) => (entry.type === 'A' ? entry.name : `${entry.name} (${entry.type})`)),
    cells: system.cells.map(({ id, rungs, prober, location }) => ({
      ...{ id, prober: prober !== undefined, rungs: rungs.map((rung) => ({ name: rung.name, tier: rung.tier })) },
      ...(location === undefined ? {} : { latitude: location.latitude, longitude: location.longitude }),
    })),
    clients: system.places.map(({ id, share, location }, place) => ({
      ...{ place: id, share, latitude: location.latitude, longitude: location.longitude },
      answeredBy: found.baseline[place] ?? [],
    })),
    components: system.components.map(({ id }) => id),
    ...{ floor: found.floor, recoverySeconds: found.recoverySeconds ?? null },
    ...(found.requestsPerSecond === undefined ? {} : { requestsPerSecond: found.requestsPerSecond }),
    ...{ verdict: found.verdict, meets: found.meets },
    scenarios: found.played.map(scenarioReport),
    beyond: found.beyond.map(scenarioReport),
    untouching: found.untouching.map(({ outage, untouched }) => ({
      id: outage.id,
      title: outage.title,
      what: untouched,
    })),
    ...(sweep === undefined
      ? {}
      : {
          sweep: {
            ...{ order: sweep.order, scenarios: sweep.scenarios, milliseconds: Math.round(sweep.milliseconds) },
            singles: sweep.rows
              .filter(({ faults }) => faults.length === 1)
              .map(({ faults, worstTier, hit, lost, expectedSeconds, mostSeconds }) => ({
                ...{ component: name(faults[0]), worstTier, hit, lost, expectedSeconds, mostSeconds },
              })),
            pairs: lowerTiers(sweep.rows, system.components.length),
            cutSets: Object.fromEntries(
              Object.entries(sweep.cutSets).map(([tier, sets]) => [
                tier,
                sets.map(({ faults, share }) => ({ components: faults.map(name), share })),
              ]),
            ),
            ...{ importance: sweep.importance, availability: sweep.availability },
            survival: sweep.survival.map((row) => ({
              ...{ survive: row.survive, tried: row.tried, verdict: row.verdict, meets: row.meets },
              missed: row.missed.map(({ faults, why }) => ({ components: faults.map(name), why })),
              undecided: row.undecided.map(({ faults, why }) => ({ components: faults.map(name), why })),
            })),
          },
        }),
    unknowns: found.unknowns,
    ...(changed === undefined ? {} : { changed }),
  };
}

function scenarioReport({ bound, course, routes, shortfalls, ...rest }: Played): ScenarioReport {
  const { outage, moved, untouched } = bound;
  const { id, title, source, standing, needed, assumed } = outage;
  return {
    ...{ id, title, source, standing, untouched, shortfalls, routes: routes.map(routeReport) },
    ...(needed === undefined ? {} : { needed }),
    ...(assumed === undefined ? {} : { assumed }),
    ...(moved === undefined ? {} : { moved }),
    ...{ seconds: rest.horizonSeconds, runs: rest.runs, causes: rest.causes },
    ...{ verdict: rest.verdict, meets: rest.meets },
    ...(rest.load === undefined ? {} : { load: rest.load }),
    ...{
      spans: course.spans,
      notes: course.notes.slice(0, MOST_NOTES).map(({ at, kind, text }) => ({ at, kind, text })),
    },
  };
}

/** What flaps all night turns hundreds of checks; nobody reads on. */
const MOST_NOTES = 200;

function routeReport({ summary, recovery, backlog, ...route }: PlayedRoute): RouteReport {
  const { served, degraded, failed, worst, byTier, byCell, byFailure } = summary;
  const jobs = backlog === undefined ? {} : { backlog: jobsReport(backlog) };
  return { ...route, recovery: inJson(recovery), served, degraded, failed, worst, byTier, byCell, byFailure, ...jobs };
}

function jobsReport({ most, drainedSeconds, stranded, atRisk }: Backlog): RouteReport['backlog'] {
  return {
    ...{ most: Math.round(most), stranded: Math.round(stranded), atRisk: Math.round(atRisk) },
    drainedSeconds: Number.isFinite(drainedSeconds) ? Math.round(drainedSeconds) : null,
  };
}

function inJson({ p5, median, p95, most }: Spread): RouteReport['recovery'] {
  const seconds = (value: number): Seconds => (Number.isFinite(value) ? Math.round(value * 10) / 10 : null);
  return { p5: seconds(p5), median: seconds(median), p95: seconds(p95), most: seconds(most) };
}
