import type { CellRung } from '../system/system';
import type { Bounds } from './capacities';
import type { LoadRoute, RouteDemand } from './demand';

/** One cell and what of its ladder answers, from the best rung down. */
export interface Stage {
  readonly name: string;
  readonly cell: Bounds;
  readonly rungs: readonly { readonly rung: CellRung; readonly bounds: Bounds }[];
}

/** What a stage was asked for, and does not surely carry. */
export interface Doubt {
  /** As it is told by `--capacity`. */
  readonly name: string;
  readonly wanted: number;
  /** What it carries at least. */
  readonly least: number;
}

export interface Carried {
  /** Requests a second that no rung above their floor carries. */
  readonly lacking: number;
  readonly doubts: readonly Doubt[];
}

/** Less than that part is the rounding of sums. */
const NOTHING = 1e-6;

/**
 * How much of what comes to a cell is left over, if everything carries its least, or its most. What is above the cell's
 * own capacity is refused at its door. Each rung takes an even part of all routes that reach it, since it knows no better;
 * the rest goes on to the next one, as far down as the route's floor.
 */
export function carriedBy(
  { name, cell, rungs }: Stage,
  demand: RouteDemand,
  routes: readonly LoadRoute[],
  bound: keyof Bounds,
): Carried {
  const doubts: Doubt[] = [];
  const take = (id: string, bounds: Bounds, wanted: number): number => {
    const taken = Math.min(1, wanted === 0 ? 1 : bounds[bound] / wanted);
    if (taken < 1 - NOTHING && bounds.least !== bounds.most) doubts.push({ name: id, wanted, least: bounds.least });
    return taken >= 1 - NOTHING ? 1 : taken;
  };
  // Below its floor a request is refused whatever anything carries: that is no matter of capacity.
  const best = Math.min(...rungs.map(({ rung }) => rung.tier));
  const left = routes
    .filter(({ floor }) => floor >= best)
    .map(({ floor, name: route }) => ({ floor, rate: demand.get(route) ?? 0 }));
  const sum = (some: readonly { readonly rate: number }[]) => some.reduce((total, { rate }) => total + rate, 0);
  const all = sum(left);
  const entering = take(name, cell, all);
  for (const one of left) one.rate *= entering;
  for (const { rung, bounds } of rungs) {
    const asking = left.filter(({ floor }) => floor >= rung.tier);
    const taken = take(`${name}/${rung.name}`, bounds, sum(asking));
    for (const one of asking) one.rate *= 1 - taken;
  }
  const lacking = all * (1 - entering) + sum(left);
  return { lacking: lacking > all * NOTHING ? lacking : 0, doubts };
}
