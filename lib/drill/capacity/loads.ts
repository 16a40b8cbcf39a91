import type { Algebra } from '../algebra/algebra';
import type { Course } from '../simulation/course';
import type { FaultSpan } from '../simulation/fault-timeline';
import type { Faults } from '../system/situation';
import type { System } from '../system/system';

/** A part of all requests that a cell answers at a tier. */
export interface Load {
  /** The cell's index. */
  readonly cell: number;
  readonly tier: number;
  readonly share: number;
}

/** What has to be carried while the same things fail. */
export interface Situation {
  readonly loads: readonly Load[];
  readonly faults: Faults;
}

/** What has to be carried in each span of a course. */
export function courseLoads({ cells }: System, { spans }: Course, faults: readonly FaultSpan[]): Situation[] {
  const indexOf = new Map(cells.map(({ id }, index) => [id, index]));
  let now = 0;
  return spans.map(({ from, shares }) => {
    while (faults[now + 1] !== undefined && faults[now + 1].from <= from) now += 1;
    const loads = shares.flatMap(({ cell: id, tier, failed, share }): Load[] => {
      const cell = indexOf.get(id ?? '');
      return cell === undefined || tier === undefined || failed !== undefined ? [] : [{ cell, tier, share }];
    });
    return { loads: together(loads), faults: faults[now].faults };
  });
}

/** Where everything has settled after a loss, or without one. */
export function settledLoads(algebra: Algebra, lost: readonly number[]): Situation {
  const { places, entries, components } = algebra.system;
  const loads = algebra
    .settle(lost)
    .places.flatMap((entry) =>
      entry.flatMap((shares, place) =>
        shares.flatMap(({ cell, tier, share }) =>
          cell < 0 || tier === 0 ? [] : [{ cell, tier, share: (share * places[place].share) / entries.length }],
        ),
      ),
    );
  return {
    loads: together(loads),
    faults: new Map(lost.map((index) => [components[index].id, { how: 'kill' }])),
  };
}

/** One of each cell and tier. */
function together(loads: readonly Load[]): Load[] {
  const sums = new Map<string, Load>();
  for (const load of loads) {
    const key = `${load.cell} ${load.tier}`;
    sums.set(key, { ...load, share: (sums.get(key)?.share ?? 0) + load.share });
  }
  return [...sums.values()];
}
