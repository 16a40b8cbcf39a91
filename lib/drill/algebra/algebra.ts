import { distanceKilometres } from '../route53/places';
import type { Manner } from '../scenario/manner';
import type { Leaf, Observation, System } from '../system/system';
import { type Answered, CompiledDns, type DnsState } from './compiled-dns';
import { Hits } from './hits';
import { Judgements } from './judgements';
import { NO_TIME, recoverySeconds, ttlOf } from './recovery-time';
import type { Settled, SettledShare } from './settled';

/**
 * The algebra of a system: components are up or down, nothing is in between, and time has passed. What takes the
 * simulation a hundredth of a second it says in some microseconds; in the end both must say the same.
 */
export class Algebra {
  public readonly dns: CompiledDns;
  private readonly base: DnsState;
  private readonly baseAnswers: readonly (readonly (readonly Answered[])[])[];
  private readonly hits: Hits;
  private readonly judgements: Judgements;
  private readonly leafOf: readonly (Leaf | undefined)[];
  /** By place, by cell: kilometres. */
  private readonly distances: readonly (readonly number[])[];
  private readonly observed: readonly (Observation | undefined)[];

  /** @param floor the largest tier that counts as served; by default the loosest floor of the routes */
  public constructor(
    public readonly system: System,
    public readonly floor = Math.max(...system.routes.map((route) => route.floor)),
    manner: Manner = { how: 'kill' },
  ) {
    const { cells, leaves, places, observations, entries } = system;
    this.dns = new CompiledDns(system);
    this.observed = this.dns.checks.map(({ id }) => observations.get(id));
    this.hits = new Hits(system, this.dns, this.observed);
    this.judgements = new Judgements(system, this.hits, this.dns.checks, this.observed, manner);
    this.leafOf = this.dns.records.map(({ record }) => leaves.get(record.id));
    this.distances = places.map(({ location }) =>
      cells.map((cell) => (cell.location === undefined ? 0 : distanceKilometres(location, cell.location))),
    );
    this.base = this.dns.newState();
    for (const index of this.observed.keys()) this.base.checks[index] = this.judgements.checkPasses(index, []) ? 1 : 0;
    this.dns.settleChecks(this.base);
    this.baseAnswers = entries.map((_, entry) => this.dns.answers(entry, this.base));
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
    const seconds =
      hit - lost < 1e-9 ? NO_TIME : recoverySeconds(this.system, turned, ttl, this.judgements.faultMap(faults));
    return { places: all, recovery: { hit, lost, noticed: state !== undefined, ...seconds } };
  }

  /** The index of a component. */
  public component(id: string): number {
    return this.hits.component(id);
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
      for (const check of this.hits.checks[fault]) {
        const passes = this.judgements.checkPasses(check, faults) ? 1 : 0;
        if (passes === (state ?? this.base).checks[check]) continue;
        own().checks[check] = passes;
        flipped.push(check);
      }
      for (const record of this.hits.records[fault]) own().resources[record] = 0;
    }
    if (state !== undefined) this.dns.settleChecks(state);
    return { state, flipped };
  }

  private sharesOf(answers: readonly Answered[], place: number, faults: readonly number[]): SettledShare[] {
    const shares: SettledShare[] = [];
    for (const { record, share } of answers) {
      const leaf = this.leafOf[record];
      const cell = leaf === undefined ? -1 : this.cellOf(leaf, place, faults);
      const judged = cell < 0 ? undefined : this.judgements.cell(cell, faults);
      shares.push({ share, cell, tier: judged === undefined || judged.failing ? 0 : judged.tier });
    }
    return shares;
  }

  /** The cell that a leaf leads to; behind a load balancer the nearest that answers. */
  private cellOf({ cells, needs }: Leaf, place: number, faults: readonly number[]): number {
    if (
      needs.length > 0 &&
      faults.some((fault) => this.hits.leaves[fault] && needs.includes(this.system.components[fault].id))
    )
      return -1;
    if (cells.length === 1) return cells[0];
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const cell of cells) {
      const distance = this.distances[place][cell] + (this.judgements.cell(cell, faults).failing ? 1e6 : 0);
      if (distance < least) [best, least] = [cell, distance];
    }
    return best;
  }
}
