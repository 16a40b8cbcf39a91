import { type Asked, type Item, type Keys, textOf } from './item';

/** A write, as other replicas hear of it. Without an item it took one away. */
export interface Written {
  readonly partition: string;
  readonly sort: string;
  readonly item?: Item;
  /** Which of two writes was the later one. */
  readonly stamp: number;
}

/** One copy of a table: items by their keys. */
export class Replica {
  private readonly items = new Map<string, Map<string, Item>>();
  /** By partition and sort key, of what was taken away too: an older write that comes late changes nothing. */
  private readonly stamps = new Map<string, number>();

  public constructor(private readonly keys: Keys) {}

  public get(partition: string, sort: string): Item | undefined {
    return this.items.get(partition)?.get(sort);
  }

  public apply({ partition, sort, item, stamp }: Written): void {
    const key = JSON.stringify([partition, sort]);
    if ((this.stamps.get(key) ?? 0) > stamp) return;
    this.stamps.set(key, stamp);
    const there = this.items.get(partition) ?? new Map<string, Item>();
    if (item === undefined) there.delete(sort);
    else there.set(sort, item);
    if (there.size === 0) this.items.delete(partition);
    else this.items.set(partition, there);
  }

  /** Of the table, or of an index by other keys, in which an item is that has both of them. */
  public query(keys: Keys, { partition, within, forward, limit }: Asked): readonly Item[] {
    const candidates =
      keys === this.keys ? [...(this.items.get(partition)?.values() ?? [])] : this.all(keys, partition);
    const sortOf = (item: Item) => textOf(item, keys.sort) ?? '';
    const found = candidates.filter((item) => textOf(item, keys.sort) !== undefined && within(sortOf(item)));
    found.sort((a, b) => (sortOf(a) < sortOf(b) ? -1 : 1));
    return (forward ? found : found.reverse()).slice(0, limit);
  }

  private all(keys: Keys, partition: string): Item[] {
    return [...this.items.values()].flatMap((there) =>
      [...there.values()].filter((item) => textOf(item, keys.partition) === partition),
    );
  }
}
