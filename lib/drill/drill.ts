import type { Problem } from '../estate/problem';
import { Algebra } from './algebra/algebra';
import { type Availability, availabilityOf } from './availability/availability';
import { Capacities, capacityProblems, type ToldCapacities } from './capacity/capacities';
import { LoadJudge, type Verdict } from './capacity/judge-load';
import { settledLoads } from './capacity/loads';
import { isBeyond } from './scenario/beyond';
import { type Bound, bind } from './scenario/bind';
import type { Outage } from './scenario/outage';
import { loadUnknowns } from './simulation/load-unknowns';
import { type Objective, type Played, play, recoveryObjective } from './simulation/play';
import { type CutSet, cutSets } from './sweep/cut-sets';
import { type Importance, importanceOf } from './sweep/importance';
import { type SurvivalRow, type Survive, survival } from './sweep/survival';
import { type Sweep, sweep } from './sweep/sweep';
import type { System } from './system/system';

export interface DrillOptions {
  readonly outages: readonly Outage[];
  /** Those that have to be over in time whatever is to be survived: somebody named them. */
  readonly named?: ReadonlySet<Outage>;
  /** How many components fail together at most in the sweep; 0 for none. */
  readonly faults: number;
  readonly objective: Objective;
  /** What of the sweep has to hold. */
  readonly survive: readonly Survive[];
  /** Where outages of one place are played; where they happened, or in the estate's first cell, by default. */
  readonly place?: string;
  readonly seed: number;
  readonly runs: number;
  /** With it, whether those that are left carry what comes is an objective as well. */
  readonly requestsPerSecond?: number;
  /** What of the estate carries how much, where its templates do not say. */
  readonly capacities?: ToldCapacities;
  readonly holding?: { readonly seconds: number; readonly share: number };
  /** Percent by service or component, in place of the default promises. */
  readonly promises?: Readonly<Record<string, number>>;
  readonly onProgress?: (what: string) => void;
}

/** Everything that a drill found out of one estate. */
export interface Drill {
  readonly system: System;
  readonly objective: Objective;
  readonly floor: number;
  readonly recoverySeconds: number | undefined;
  readonly requestsPerSecond: number | undefined;
  /** By place: the cells that answer while nothing fails. */
  readonly baseline: readonly (readonly string[])[];
  readonly played: readonly Played[];
  /** Outages that are more than is to be survived: what they do is told, and misses no objective. */
  readonly beyond: readonly Played[];
  /** Outages of which nothing touches the estate. */
  readonly untouching: readonly Bound[];
  readonly sweep?: SweepReport;
  /** What was assumed or is not known, in words. */
  readonly unknowns: readonly string[];
  readonly verdict: Verdict;
  readonly meets: boolean;
}

export interface SweepReport extends Sweep {
  /** By tier. */
  readonly cutSets: Readonly<Record<string, readonly CutSet[]>>;
  readonly importance: readonly Importance[];
  readonly availability: Availability;
  readonly survival: readonly SurvivalRow[];
  readonly milliseconds: number;
}

/** @returns the problems, when an outage or a capacity names what nothing is called */
export function drill(system: System, options: DrillOptions): Drill | { readonly problems: readonly Problem[] } {
  const { outages, objective, onProgress = () => {} } = options;
  const bound = outages.map((outage) => bind(outage, system, options.place));
  const problems = [
    ...bound.flatMap((one) => ('problems' in one ? one.problems : [])),
    ...capacityProblems(system, options.capacities ?? {}),
  ];
  if (problems.length > 0) return { problems };
  const all = bound as Bound[];
  const algebra = new Algebra(system, objective.floor);
  const loads = loadsJudged(algebra, options);
  const playable = all.filter(({ events }) => events.length > 0);
  const everything = playable.map((one, index) => {
    onProgress(`scenario ${index + 1} of ${playable.length}: ${one.outage.id}`);
    return play(system, one, objective, { ...options, dns: algebra.dns, ...(loads && { loads }) });
  });
  const isApart = ({ bound: one }: Played) =>
    options.named?.has(one.outage) !== true && isBeyond(one, system, options.survive);
  const played = everything.filter((one) => !isApart(one));
  const report = options.faults === 0 ? undefined : sweepOf(algebra, options, loads);
  const verdict = worstOf([...played, ...(report?.survival ?? [])].map((one) => one.verdict));
  return {
    ...{ system, objective, played, floor: algebra.floor, baseline: baselineOf(algebra) },
    beyond: everything.filter(isApart),
    unknowns: [...loadUnknowns(system, options.requestsPerSecond), ...system.unknowns],
    recoverySeconds: recoveryObjective(system, objective),
    requestsPerSecond: options.requestsPerSecond,
    untouching: all.filter(({ events }) => events.length === 0),
    ...(report === undefined ? {} : { sweep: report }),
    ...{ verdict, meets: verdict === 'met' },
  };
}

function baselineOf(algebra: Algebra): string[][] {
  const { places } = algebra.settle([]);
  return algebra.system.places.map((_, place) => [
    ...new Set(places.flatMap((entry) => entry[place].flatMap(({ cell }) => algebra.system.cells[cell]?.id ?? []))),
  ]);
}

/** Who answers how much while nothing fails is what each cell carries at least. */
function loadsJudged(algebra: Algebra, { requestsPerSecond, capacities = {}, objective }: DrillOptions) {
  if (requestsPerSecond === undefined) return undefined;
  const { system } = algebra;
  const usual = settledLoads(algebra, []);
  const routes = system.routes.map((route) => ({ ...route, floor: objective.floor ?? route.floor }));
  const known = new Capacities(system, capacities, usual.loads, requestsPerSecond);
  return new LoadJudge(system, routes, requestsPerSecond, known, usual);
}

/** One that is missed is missed, whatever else is not known. */
function worstOf(verdicts: readonly Verdict[]): Verdict {
  return (['missed', 'undecided'] as const).find((one) => verdicts.includes(one)) ?? 'met';
}

function sweepOf(algebra: Algebra, options: DrillOptions, loads: LoadJudge | undefined): SweepReport {
  const { faults, objective, survive, promises, onProgress = () => {} } = options;
  const { system } = algebra;
  const before = performance.now();
  const swept = sweep(algebra, faults, (done, of) => onProgress(`sweep: ${done} of ${of} sets of faults`));
  const milliseconds = performance.now() - before;
  const tiers = [1, 2, 3].filter((tier) => system.cells.some(({ rungs }) => rungs.some((rung) => rung.tier === tier)));
  const carried = loads && ((lost: readonly number[]) => loads.judge([settledLoads(algebra, lost)]));
  const availability = availabilityOf(system, swept.rows, promises);
  const recoverySeconds = recoveryObjective(system, objective);
  return {
    ...swept,
    ...{ milliseconds, availability },
    cutSets: Object.fromEntries(tiers.map((tier) => [String(tier), cutSets(swept, tier)])),
    importance: importanceOf(system, swept.rows, availability, algebra.floor),
    survival: survival(system, swept.rows, survive, algebra.floor, recoverySeconds, carried),
  };
}
