import { candidatesOf } from '../route53/choose';
import type { HealthCheck, Location, ResourceRecordSet } from '../route53/model';
import type { System } from '../system/system';

/** A record that answers, by its index, and its share of the answers to a place. */
export interface Answered {
  readonly record: number;
  readonly share: number;
}

interface CompiledRecord {
  readonly check: number;
  /** The set that it is an alias of (or a CNAME into), and whether that set's health counts. */
  readonly onward: number;
  readonly evaluates: boolean;
  readonly record: ResourceRecordSet;
}

interface CompiledSet {
  readonly kind: ResourceRecordSet['policy']['kind'];
  /** In the policy's own order: the primary first. */
  readonly members: readonly number[];
  /** Of a latency set: the members by their distance, for each place. */
  readonly nearest: readonly (readonly number[])[];
}

/** The states of things at a moment: 1 is healthy. */
export interface DnsState {
  /** By the check's index; calculated ones are filled in by `settleChecks`. */
  readonly checks: Uint8Array;
  /** By the record's index: of a resource whose health an alias evaluates. */
  readonly resources: Uint8Array;
}

const ONE = 1;

/**
 * The zones with all names looked up beforehand, so that thousands of situations can be answered a second. What it
 * answers is what the engine answers; a test holds them against each other.
 */
export class CompiledDns {
  public readonly checks: readonly HealthCheck[];
  public readonly records: readonly CompiledRecord[];
  private readonly sets: readonly CompiledSet[];
  private readonly entries: readonly number[];
  private readonly calculated: readonly {
    readonly index: number;
    readonly children: readonly number[];
    readonly threshold: number;
    readonly inverted: boolean;
  }[];
  /** 0 is not judged yet, 1 unhealthy, 2 healthy. */
  private readonly judged: Uint8Array;

  public constructor(
    system: System,
    private readonly places: readonly Location[] = system.places.map(({ location }) => location),
  ) {
    this.checks = [...new Map(system.zones.flatMap(({ checks }) => checks).map((check) => [check.id, check])).values()];
    const checkIndex = new Map(this.checks.map(({ id }, index) => [id, index]));
    const all = system.zones.flatMap((zone, zoneIndex) => zone.records.map((record) => ({ record, zoneIndex })));
    const setIndex = new Map<string, number>();
    const members: number[][] = [];
    for (const [index, { record, zoneIndex }] of all.entries()) {
      const key = `${zoneIndex} ${record.name} ${record.type}`;
      const found = setIndex.get(key) ?? setIndex.set(key, members.push([]) - 1).get(key)!;
      members[found].push(index);
    }
    const lookUp = (zoneIndex: number, name: string, type: string) =>
      setIndex.get(`${zoneIndex} ${name} ${type}`) ??
      (type === 'CNAME' ? undefined : setIndex.get(`${zoneIndex} ${name} CNAME`)) ??
      -1;
    this.records = all.map(({ record, zoneIndex }) => {
      const { target, healthCheckId, type } = record;
      const alias = target.kind === 'alias-record';
      // A client that follows a CNAME asks on for addresses.
      const onward = alias
        ? (setIndex.get(`${zoneIndex} ${target.name} ${type}`) ?? -1)
        : target.kind === 'name'
          ? lookUp(zoneIndex, target.name, 'A')
          : -1;
      return {
        ...{ record, onward, check: healthCheckId === undefined ? -1 : (checkIndex.get(healthCheckId) ?? -1) },
        evaluates: 'evaluateTargetHealth' in target && target.evaluateTargetHealth,
      };
    });
    this.sets = members.map((indices) => this.compileSet(indices));
    this.entries = system.entries.map((entry) => lookUp(system.zones.indexOf(entry.zone), entry.name, entry.type));
    this.calculated = inOrder(this.checks, checkIndex);
    this.judged = new Uint8Array(this.records.length);
  }

  public newState(): DnsState {
    return {
      checks: new Uint8Array(this.checks.length).fill(1),
      resources: new Uint8Array(this.records.length).fill(1),
    };
  }

  /** Fills in what calculated and disabled checks say, from those that are observed. */
  public settleChecks({ checks }: DnsState): void {
    for (const { index, children, threshold, inverted } of this.calculated) {
      let healthy = 0;
      for (const child of children) healthy += checks[child];
      checks[index] = healthy >= threshold !== inverted ? 1 : 0;
    }
  }

  /** What each place is answered for an entry. The checks have to be settled. */
  public answers(entry: number, state: DnsState): readonly (readonly Answered[])[] {
    this.judged.fill(0);
    const shared = new Map<number, readonly Answered[]>();
    return this.places.map((_, place) => {
      const set = this.entries[entry];
      return set < 0 ? [] : this.walk(set, place, state, shared, 0);
    });
  }

  private compileSet(indices: readonly number[]): CompiledSet {
    const records = indices.map((index) => this.records[index].record);
    const { kind } = records[0].policy;
    const rank = ({ policy }: ResourceRecordSet) => (policy.kind === 'failover' && policy.role === 'PRIMARY' ? 0 : 1);
    const members = [...indices].sort(
      (left, right) => rank(this.records[left].record) - rank(this.records[right].record),
    );
    const nearest = kind === 'latency' ? this.places.map((place) => this.byDistance(indices, place)) : [];
    return { kind, members, nearest };
  }

  /** By asking the engine's own policy again and again for the nearest of those that are left. */
  private byDistance(indices: readonly number[], place: Location): number[] {
    const left = [...indices];
    const order: number[] = [];
    while (left.length > 0) {
      const { choices } = candidatesOf(
        left.map((index) => this.records[index].record),
        place,
        () => true,
      );
      const chosen = left.findIndex((index) => this.records[index].record === choices[0].record);
      order.push(...left.splice(chosen, 1));
    }
    return order;
  }

  private walk(
    set: number,
    place: number,
    state: DnsState,
    shared: Map<number, readonly Answered[]>,
    depth: number,
  ): readonly Answered[] {
    const { kind, members, nearest } = this.sets[set];
    // Aliases that lead back to themselves are not in the model; CNAMEs may.
    if (depth > 16) return [];
    switch (kind) {
      case 'latency': {
        const order = nearest[place];
        return this.follow(
          order.find((index) => this.isHealthy(index, state)) ?? order[0],
          ONE,
          place,
          state,
          shared,
          depth,
        );
      }
      case 'failover':
      case 'simple':
        return this.follow(
          members.find((index) => this.isHealthy(index, state)) ?? members[0],
          ONE,
          place,
          state,
          shared,
          depth,
        );
      default: {
        const records = members.map((index) => this.records[index].record);
        const { choices } = candidatesOf(records, this.places[place], (record) =>
          this.isHealthy(members[records.indexOf(record)], state),
        );
        return choices.flatMap(({ record, share }) =>
          this.follow(members[records.indexOf(record)], share, place, state, shared, depth),
        );
      }
    }
  }

  private follow(
    index: number,
    share: number,
    place: number,
    state: DnsState,
    shared: Map<number, readonly Answered[]>,
    depth: number,
  ): readonly Answered[] {
    const { onward } = this.records[index];
    if (onward < 0) {
      if (share !== ONE) return [{ record: index, share }];
      const known = shared.get(index);
      if (known !== undefined) return known;
      const answered = [{ record: index, share }];
      shared.set(index, answered);
      return answered;
    }
    const further = this.walk(onward, place, state, shared, depth + 1);
    return share === ONE ? further : further.map((one) => ({ record: one.record, share: one.share * share }));
  }

  private isHealthy(index: number, state: DnsState): boolean {
    const known = this.judged[index];
    if (known !== 0) return known === 2;
    const { check, onward, evaluates, record } = this.records[index];
    let healthy = check < 0 || state.checks[check] === 1;
    if (healthy && evaluates) {
      healthy =
        record.target.kind === 'alias-record'
          ? onward >= 0 && this.sets[onward].members.some((one) => this.isHealthy(one, state))
          : state.resources[index] === 1;
    }
    this.judged[index] = healthy ? 2 : 1;
    return healthy;
  }
}

/** Calculated checks after what they count; disabled ones are calculated from nothing. */
function inOrder(checks: readonly HealthCheck[], indexOf: ReadonlyMap<string, number>) {
  const ordered: { index: number; children: number[]; threshold: number; inverted: boolean }[] = [];
  const done = new Set<string>();
  const visit = (check: HealthCheck): void => {
    if (done.has(check.id)) return;
    done.add(check.id);
    const index = indexOf.get(check.id) as number;
    if (check.kind === 'disabled') ordered.push({ index, children: [], threshold: 0, inverted: check.inverted });
    if (check.kind !== 'calculated') return;
    const children = check.children.map((id) => indexOf.get(id) as number);
    for (const child of children) visit(checks[child]);
    ordered.push({ index, children, threshold: check.threshold, inverted: check.inverted });
  };
  checks.forEach(visit);
  return ordered;
}
