import { metricHealth } from '../route53/health';
import type { HealthCheck } from '../route53/model';
import type { Manner } from '../scenario/manner';
import { type CellState, cellState, probeResult } from '../system/situation';
import type { Observation, System } from '../system/system';
import type { Hits } from './hits';

/** What a cell comes to, and what it says of itself. */
export interface JudgedCell {
  /** Of the tier at which it answers; 0 for none. */
  readonly tier: number;
  readonly failing: boolean;
  readonly serving: boolean;
  readonly preferred: boolean;
}

/** What becomes of each cell and each check under a set of faults; remembered by those of them that concern it. */
export class Judgements {
  private readonly cells: Map<number, JudgedCell>[];
  private readonly passing: Map<number, boolean>[];

  public constructor(
    private readonly system: System,
    private readonly hits: Hits,
    private readonly checks: readonly HealthCheck[],
    private readonly observed: readonly (Observation | undefined)[],
    private readonly manner: Manner,
  ) {
    this.cells = system.cells.map(() => new Map());
    this.passing = checks.map(() => new Map());
  }

  public cell(cell: number, faults: readonly number[]): JudgedCell {
    const key = keyOf(this.hits.cells, cell, faults);
    const known = this.cells[cell].get(key);
    if (known !== undefined) return known;
    const state = cellState(this.system, this.system.cells[cell], this.faultMap(faults));
    const judged = judgedOf(state, this.system.cells[cell].prober !== undefined && !this.frozen(cell, faults));
    this.cells[cell].set(key, judged);
    return judged;
  }

  public checkPasses(check: number, faults: readonly number[]): boolean {
    const key = keyOf(this.hits.checks, check, faults);
    const known = this.passing[check].get(key);
    if (known !== undefined) return known;
    const passes = this.passesNow(check, faults);
    this.passing[check].set(key, passes);
    return passes;
  }

  public faultMap(faults: readonly number[]): ReadonlyMap<string, Manner> {
    return new Map(faults.map((fault) => [this.system.components[fault].id, this.manner]));
  }

  private frozen(cell: number, faults: readonly number[]): boolean {
    const { prober } = this.system.cells[cell];
    return prober !== undefined && faults.includes(this.hits.component(prober.component));
  }

  private passesNow(index: number, faults: readonly number[]): boolean {
    const seen = this.observed[index];
    const check = this.checks[index];
    if (seen === undefined) return true;
    if (seen.kind === 'constant') return seen.healthy;
    if (seen.kind === 'metric') {
      if (check.kind !== 'metric') return true;
      if (faults.includes(this.hits.component(seen.watcher))) return metricHealth(check, 'insufficient');
      const bad =
        seen.cell !== undefined &&
        cellState(this.system, this.system.cells[seen.cell], this.faultMap(faults)).truth.preferred === 'bad';
      return metricHealth(check, bad ? 'alarm' : 'ok');
    }
    const cell = this.cell(seen.cell, faults);
    const good = seen.verdict === undefined || cell[seen.verdict];
    const passes = probeResult(this.system, seen, this.faultMap(faults), good ? 'good' : 'bad').passes === 1;
    return check.kind === 'endpoint' && check.inverted ? !passes : passes;
  }
}

/** The faults that concern it, as one number. */
function keyOf(hits: readonly (readonly number[])[], what: number, faults: readonly number[]): number {
  let key = 0;
  for (const fault of faults) if (hits[fault].includes(what)) key = key * (hits.length + 1) + fault + 1;
  return key;
}

function judgedOf({ failing, rung, nonsense, truth }: CellState, probed: boolean): JudgedCell {
  return {
    tier: nonsense ? 0 : (rung?.tier ?? 0),
    failing: failing >= 0.5,
    serving: !probed || truth.serving !== 'bad',
    preferred: !probed || truth.preferred !== 'bad',
  };
}
