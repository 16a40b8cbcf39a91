import type { ServiceTime } from '../time';
import { type Asked, type Item, type Keys, textOf } from './item';
import { Replica, type Written } from './replica';

/** A table, as its template has it. */
export interface TablePlan {
  readonly name: string;
  /** Where it can be read and written. */
  readonly regions: readonly string[];
  readonly strong: boolean;
  /** Of a strong table: it keeps what others write, and answers nobody. */
  readonly witness?: string;
  readonly keys: Keys;
  readonly indexes: ReadonlyMap<string, Keys>;
}

/** What a Region does not answer, for a while: too few of a strong table's Regions are left. */
export class NoMajority extends Error {}

/**
 * How long a replica takes to hear of another's write, in seconds: the second or so of which AWS speaks.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
const LAG_SECONDS = 1;

/**
 * A DynamoDB global table. A strong one is one store, as long as most of its Regions are there; of an eventual one each
 * Region has a copy of its own, and the later write wins. What a lost Region wrote and no other has heard of comes with
 * it when it is back.
 */
export class GlobalTable {
  private readonly replicas: ReadonlyMap<string, Replica>;
  private readonly outboxes = new Map<string, Written[]>();
  private stamp = 0;

  public constructor(
    public readonly plan: TablePlan,
    private readonly time: Pick<ServiceTime, 'after'>,
    private readonly isUp: (region: string) => boolean,
  ) {
    const one = new Replica(plan.keys);
    this.replicas = new Map(plan.regions.map((region) => [region, plan.strong ? one : new Replica(plan.keys)]));
  }

  public isIn(region: string): boolean {
    return this.replicas.has(region);
  }

  /** False where the condition, judged by this Region's copy, does not hold. */
  public put(region: string, item: Item, condition: (stands: Item | undefined) => boolean): boolean {
    const [partition, sort] = this.keysOf(item);
    const replica = this.reach(region);
    if (!condition(replica.get(partition, sort))) return false;
    this.write(region, { partition, sort, item });
    return true;
  }

  public remove(region: string, key: Item): void {
    const [partition, sort] = this.keysOf(key);
    this.reach(region);
    this.write(region, { partition, sort });
  }

  /** @param index undefined: the table itself */
  public query(region: string, index: string | undefined, asked: Asked): readonly Item[] {
    const keys = index === undefined ? this.plan.keys : this.plan.indexes.get(index);
    if (keys === undefined) throw new RangeError(`there is no index ${index}`);
    return this.reach(region).query(keys, asked);
  }

  /** Tells the other Regions what they have not heard; for when one of them is back. */
  public catchUp(): void {
    for (const [pair] of this.outboxes) this.time.after(LAG_SECONDS, () => this.deliver(pair));
  }

  private reach(region: string): Replica {
    const { strong, regions, witness } = this.plan;
    // Nothing befalls the witness's Region: it is no cell's.
    const left = regions.filter((each) => this.isUp(each)).length + (witness === undefined ? 0 : 1);
    const all = regions.length + (witness === undefined ? 0 : 1);
    if (strong && left <= all / 2) throw new NoMajority(`${left} of ${all} Regions are left`);
    return this.replicas.get(region)!;
  }

  private write(region: string, what: Omit<Written, 'stamp'>): void {
    this.stamp += 1;
    const written = { ...what, stamp: this.stamp };
    this.replicas.get(region)!.apply(written);
    if (this.plan.strong) return;
    for (const other of this.plan.regions.filter((each) => each !== region)) {
      const pair = `${region} ${other}`;
      this.outboxes.set(pair, [...(this.outboxes.get(pair) ?? []), written]);
      this.time.after(LAG_SECONDS, () => this.deliver(pair));
    }
  }

  private deliver(pair: string): void {
    const [from, to] = pair.split(' ');
    if (!this.isUp(from) || !this.isUp(to)) return;
    for (const written of this.outboxes.get(pair)?.splice(0) ?? []) this.replicas.get(to)!.apply(written);
  }

  private keysOf(item: Item): [string, string] {
    const { partition, sort } = this.plan.keys;
    const [first, second] = [textOf(item, partition), textOf(item, sort)];
    if (first === undefined || second === undefined) throw new RangeError(`the keys are ${partition} and ${sort}`);
    return [first, second];
  }
}
