import { type Faults, isUp } from '../system/situation';
import type { System } from '../system/system';
import type { Bounds, Capacities } from './capacities';
import { type Carried, carriedBy, type Doubt, type Stage } from './carried';
import { type LoadRoute, type RouteDemand, splitsOf } from './demand';
import type { Load, Situation } from './loads';

/** `undecided`: what something carries is not known, and it would have to carry more than it does while nothing fails. No pass. */
export type Verdict = 'met' | 'missed' | 'undecided';

/** Whether those that are left carry all that comes to them. */
export interface LoadVerdict {
  readonly verdict: Verdict;
  /** Cells that surely do not, with the requests a second that nobody answers there. */
  readonly lacking: readonly { readonly cell: string; readonly requestsPerSecond: number }[];
  /** What would have to be known of a capacity. */
  readonly doubts: readonly Doubt[];
}

/** Judges loads at one demand: everything is tried at the least that it carries and at the most, however the demand may be split. */
export class LoadJudge {
  private readonly splits: readonly RouteDemand[];

  public constructor(
    private readonly system: System,
    private readonly routes: readonly LoadRoute[],
    requestsPerSecond: number,
    private readonly capacities: Capacities,
    /** While nothing fails: who lacks something then lacks it always. */
    private readonly usual: Situation,
  ) {
    this.splits = splitsOf(routes, requestsPerSecond);
  }

  public judge(situations: readonly Situation[]): LoadVerdict {
    const lacking = new Map<string, number>();
    const doubts = new Map<string, Doubt>();
    let isCarried = true;
    for (const { loads, faults } of [this.usual, ...situations]) {
      for (const load of loads) {
        const one = this.judgeOne(load, faults);
        isCarried &&= one.isCarried;
        const { id } = this.system.cells[load.cell];
        if (one.lacking > 0) lacking.set(id, Math.max(lacking.get(id) ?? 0, one.lacking));
        for (const doubt of one.doubts) {
          if (doubt.wanted > (doubts.get(doubt.name)?.wanted ?? 0)) doubts.set(doubt.name, doubt);
        }
      }
    }
    return {
      verdict: lacking.size > 0 ? 'missed' : isCarried ? 'met' : 'undecided',
      lacking: [...lacking].map(([cell, requestsPerSecond]) => ({ cell, requestsPerSecond })),
      doubts: [...doubts.values()],
    };
  }

  private judgeOne(load: Load, faults: Faults) {
    const stage = this.stageOf(load, faults);
    const by = (bound: keyof Bounds): Carried[] =>
      this.splits.map((split) => {
        const here = new Map([...split].map(([route, rate]) => [route, rate * load.share] as const));
        return carriedBy(stage, here, this.routes, bound);
      });
    const [surely, perhaps] = [by('most'), by('least')];
    // However the demand is split, so much is left over.
    const lacking = Math.min(...surely.map((one) => one.lacking));
    const isCarried = perhaps.every((one) => one.lacking === 0);
    return { lacking, isCarried, doubts: isCarried ? [] : perhaps.flatMap(({ doubts }) => doubts) };
  }

  private stageOf({ cell, tier }: Load, faults: Faults): Stage {
    const { id, rungs } = this.system.cells[cell];
    return {
      ...{ name: id, cell: this.capacities.ofCell(cell) },
      rungs: rungs
        .filter((rung) => rung.tier >= tier && isUp(rung, faults))
        .map((rung) => ({ rung, bounds: this.capacities.ofRung(cell, rung) })),
    };
  }
}
