import { metricHealth } from '../route53/health';
import { distanceKilometres } from '../route53/places';
import type { Manner } from '../scenario/manner';
import { type CellState, cellState, probeResult } from '../system/situation';
import type { Leaf, Observation, System } from '../system/system';
import { type Answered, CompiledDns, type DnsState } from './compiled-dns';
import { NO_TIME, recoverySeconds, ttlOf } from './recovery-time';

/** Where everything has settled while the same components stay down: who answers each place, and at which tier. */
export interface Settled {
  /** By entry, by place: the shares of what the place's clients get. */
  readonly places: readonly (readonly (readonly SettledShare[])[])[];
  /** Whether any client was below the floor before DNS had followed, and how long that took. */
  readonly recovery: Recovery;
}

export interface SettledShare {
  readonly share: number;
  /** Index of the cell; -1 where no cell was reached. */
  readonly cell: number;
  /** 0 where nobody answers, or with nonsense. */
  readonly tier: number;
}

export interface Recovery {
  /** The part of all clients that was below the floor at first. */
  readonly hit: number;
  /** The part that stays there. */
  readonly lost: number;
  /** Whether any health check, or target that an alias evaluates, turned. */
  readonly noticed: boolean;
  /** Seconds until the last of the others are back: as expected, and at most. 0 where none was hit. */
  readonly expectedSeconds: number;
  readonly mostSeconds: number;
}

interface JudgedCell {
  /** Of the tier at which it answers; 0 for none. */
  readonly tier: number;
  readonly failing: boolean;
  readonly serving: boolean;
  readonly preferred: boolean;
}

/**
 * The algebra of a system: components are up or down, nothing is in between, and time has passed. What takes the
 * simulation a hundredth of a second it says in some microseconds; in the end both must say the same.
 */
export class Algebra {
  public readonly dns: CompiledDns;
  private readonly base: DnsState;
  private readonly baseAnswers: readonly (readonly (readonly Answered[])[])[];
  private readonly indexOf: ReadonlyMap<string, number>;
  private readonly cellsHit: readonly (readonly number[])[];
  private readonly checksHit: readonly (readonly number[])[];
  private readonly recordsHit: readonly (readonly number[])[];
  private readonly leavesHit: readonly boolean[];
  private readonly judged: Map<number, JudgedCell>[];
  private readonly passing: Map<number, boolean>[];
  private readonly leafOf: readonly (Leaf | undefined)[];
  private readonly nearest: readonly (readonly number[])[];
  private readonly observed: readonly (Observation | undefined)[];

  /** @param floor the largest tier that counts as served; by default the loosest floor of the routes */
  public constructor(
    public readonly system: System,
    public readonly floor = Math.max(...system.routes.map((route) => route.floor)),
    private readonly manner: Manner = { how: 'kill' },
  ) {
    const { components, cells, leaves, places } = system;
    this.dns = new CompiledDns(system);
    this.indexOf = new Map(components.map(({ id }, index) => [id, index]));
    this.observed = this.dns.checks.map(({ id }) => system.observations.get(id));
    const lists = () => components.map(() => [] as number[]);
    const [cellsHit, checksHit, recordsHit] = [lists(), lists(), lists()];
    const note = (into: number[][], needs: readonly string[], what: number) => {
      for (const need of new Set(needs)) into[this.indexOf.get(need) ?? -1]?.push(what);
    };
    for (const [index, cell] of cells.entries()) note(cellsHit, needsOf(cell), index);
    for (const [index, seen] of this.observed.entries()) {
      if (seen?.kind === 'path') {
        const { verdict, cell, needs } = seen;
        const watched =
          verdict === undefined || cells[cell].prober === undefined ? cells[cell].zones : needsOf(cells[cell]);
        note(checksHit, [...needs, ...watched], index);
      } else if (seen?.kind === 'metric') {
        note(checksHit, [seen.watcher, ...(seen.cell === undefined ? [] : needsOf(cells[seen.cell]))], index);
      }
    }
    this.leafOf = this.dns.records.map(({ record }) => leaves.get(record.id));
    for (const [index, leaf] of this.leafOf.entries()) {
      if (leaf !== undefined && this.dns.records[index].evaluates) note(recordsHit, leaf.watched, index);
    }
    const leafNeeds = new Set([...leaves.values()].flatMap(({ needs }) => needs));
    this.leavesHit = components.map(({ id }) => leafNeeds.has(id));
    [this.cellsHit, this.checksHit, this.recordsHit] = [cellsHit, checksHit, recordsHit];
    this.judged = cells.map(() => new Map());
    this.passing = this.dns.checks.map(() => new Map());
    this.nearest = places.map(({ location }) => {
      const distance = cells.map((cell) =>
        cell.location === undefined ? 0 : distanceKilometres(location, cell.location),
      );
      return distance;
    });
    this.base = this.dns.newState();
    for (const index of this.observed.keys()) this.base.checks[index] = this.checkPasses(index, []) ? 1 : 0;
    this.dns.settleChecks(this.base);
    this.baseAnswers = system.entries.map((_, entry) => this.dns.answers(entry, this.base));
  }

  /** @param faults indices of components, ascending */
  public settle(faults: readonly number[]): Settled {
    const { state, flipped } = this.stateUnder(faults);
    const { entries, places } = this.system;
    const before = this.baseAnswers;
    const after = state === undefined ? before : entries.map((_, entry) => this.dns.answers(entry, state));
    let [hit, lost] = [0, 0];
    let ttl = 0;
    const all = entries.map((_, entry) =>
      places.map((place, index) => {
        const then = this.sharesOf(before[entry][index], index, faults);
        const now =
          after[entry][index] === before[entry][index] ? then : this.sharesOf(after[entry][index], index, faults);
        const weight = place.share / entries.length;
        const [below, still] = [this.below(then), this.below(now)];
        hit += below * weight;
        lost += still * weight;
        if (below > still) ttl = Math.max(ttl, ttlOf(this.dns, before[entry][index]));
        return now;
      }),
    );
    const turned = flipped.map((index) => ({ check: this.dns.checks[index], seen: this.observed[index] }));
    const seconds = hit - lost < 1e-9 ? NO_TIME : recoverySeconds(this.system, turned, ttl, this.faultMap(faults));
    return { places: all, recovery: { hit, lost, noticed: state !== undefined, ...seconds } };
  }

  /** The index of a component. */
  public component(id: string): number {
    return this.indexOf.get(id) ?? -1;
  }

  /** The share that is not answered at the floor. */
  private below(shares: readonly SettledShare[]): number {
    let left = 1;
    for (const { share, tier } of shares) if (tier > 0 && tier <= this.floor) left -= share;
    return left < 1e-9 ? 0 : left;
  }

  private stateUnder(faults: readonly number[]): { readonly state?: DnsState; readonly flipped: readonly number[] } {
    const flipped: number[] = [];
    let state: DnsState | undefined;
    const own = () => {
      state ??= { checks: this.base.checks.slice(), resources: this.base.resources.slice() };
      return state;
    };
    for (const fault of faults) {
      for (const check of this.checksHit[fault]) {
        const passes = this.checkPasses(check, faults) ? 1 : 0;
        if (passes === (state ?? this.base).checks[check]) continue;
        own().checks[check] = passes;
        flipped.push(check);
      }
      for (const record of this.recordsHit[fault]) own().resources[record] = 0;
    }
    if (state !== undefined) this.dns.settleChecks(state);
    return { state, flipped };
  }

  private sharesOf(answers: readonly Answered[], place: number, faults: readonly number[]): SettledShare[] {
    const shares: SettledShare[] = [];
    for (const { record, share } of answers) {
      const leaf = this.leafOf[record];
      const cell = leaf === undefined ? -1 : this.cellOf(leaf, place, faults);
      const judged = cell < 0 ? undefined : this.judge(cell, faults);
      shares.push({ share, cell, tier: judged === undefined || judged.failing ? 0 : judged.tier });
    }
    return shares;
  }

  /** The cell that a leaf leads to; behind a load balancer the nearest that answers. */
  private cellOf({ cells, needs }: Leaf, place: number, faults: readonly number[]): number {
    if (
      needs.length > 0 &&
      faults.some((fault) => this.leavesHit[fault] && needs.includes(this.system.components[fault].id))
    )
      return -1;
    if (cells.length === 1) return cells[0];
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const cell of cells) {
      const distance = this.nearest[place][cell] + (this.judge(cell, faults).failing ? 1e6 : 0);
      if (distance < least) [best, least] = [cell, distance];
    }
    return best;
  }

  private judge(cell: number, faults: readonly number[]): JudgedCell {
    const key = this.keyOf(this.cellsHit, cell, faults);
    const known = this.judged[cell].get(key);
    if (known !== undefined) return known;
    const state = cellState(this.system, this.system.cells[cell], this.faultMap(faults));
    const judged = judgedOf(state, this.system.cells[cell].prober !== undefined && !this.frozen(cell, faults));
    this.judged[cell].set(key, judged);
    return judged;
  }

  private frozen(cell: number, faults: readonly number[]): boolean {
    const { prober } = this.system.cells[cell];
    return prober !== undefined && faults.includes(this.component(prober.component));
  }

  private checkPasses(check: number, faults: readonly number[]): boolean {
    const key = this.keyOf(this.checksHit, check, faults);
    const known = this.passing[check].get(key);
    if (known !== undefined) return known;
    const passes = this.passesNow(check, faults);
    this.passing[check].set(key, passes);
    return passes;
  }

  private passesNow(index: number, faults: readonly number[]): boolean {
    const seen = this.observed[index];
    const check = this.dns.checks[index];
    if (seen === undefined) return true;
    if (seen.kind === 'constant') return seen.healthy;
    if (seen.kind === 'metric') {
      if (check.kind !== 'metric') return true;
      if (faults.includes(this.component(seen.watcher))) return metricHealth(check, 'insufficient');
      const bad =
        seen.cell !== undefined &&
        cellState(this.system, this.system.cells[seen.cell], this.faultMap(faults)).truth.preferred === 'bad';
      return metricHealth(check, bad ? 'alarm' : 'ok');
    }
    const cell = this.judge(seen.cell, faults);
    const good = seen.verdict === undefined || cell[seen.verdict];
    const passes = probeResult(this.system, seen, this.faultMap(faults), good ? 'good' : 'bad').passes === 1;
    return check.kind === 'endpoint' && check.inverted ? !passes : passes;
  }

  /** The faults that concern it, as one number. */
  private keyOf(hits: readonly (readonly number[])[], what: number, faults: readonly number[]): number {
    let key = 0;
    for (const fault of faults) if (hits[fault].includes(what)) key = key * (hits.length + 1) + fault + 1;
    return key;
  }

  private faultMap(faults: readonly number[]): ReadonlyMap<string, Manner> {
    return new Map(faults.map((fault) => [this.system.components[fault].id, this.manner]));
  }
}

function judgedOf({ failing, rung, nonsense, truth }: CellState, probed: boolean): JudgedCell {
  return {
    tier: nonsense ? 0 : (rung?.tier ?? 0),
    failing: failing >= 0.5,
    serving: !probed || truth.serving !== 'bad',
    preferred: !probed || truth.preferred !== 'bad',
  };
}

function needsOf(cell: System['cells'][number]): string[] {
  const prober = cell.prober === undefined ? [] : [cell.prober.component];
  return [...cell.front, ...cell.zones, ...cell.rungs.flatMap(({ needs }) => needs), ...prober];
}
