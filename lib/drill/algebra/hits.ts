import type { Observation, System } from '../system/system';
import type { CompiledDns } from './compiled-dns';

/** What each component concerns, by its index: so that a fault is looked for nowhere else. */
export class Hits {
  public readonly cells: readonly (readonly number[])[];
  public readonly checks: readonly (readonly number[])[];
  /** Records that evaluate the health of what they lead to. */
  public readonly records: readonly (readonly number[])[];
  /** Whether something in front of several cells needs it. */
  public readonly leaves: readonly boolean[];
  private readonly indexOf: ReadonlyMap<string, number>;

  public constructor(system: System, dns: CompiledDns, observed: readonly (Observation | undefined)[]) {
    const { components, cells, leaves } = system;
    this.indexOf = new Map(components.map(({ id }, index) => [id, index]));
    this.cells = this.noted(cells.map(needsOf));
    this.checks = this.noted(observed.map((seen) => needsOfCheck(seen, cells)));
    this.records = this.noted(
      dns.records.map(({ record, evaluates }) => (evaluates ? (leaves.get(record.id)?.watched ?? []) : [])),
    );
    const before = new Set([...leaves.values()].flatMap(({ needs }) => needs));
    this.leaves = components.map(({ id }) => before.has(id));
  }

  /** The index of a component. */
  public component(id: string): number {
    return this.indexOf.get(id) ?? -1;
  }

  /** By component, the indices of those that need it. */
  private noted(needs: readonly (readonly string[])[]): number[][] {
    const found: number[][] = Array.from(this.indexOf, () => []);
    for (const [index, own] of needs.entries()) {
      for (const need of new Set(own)) found[this.component(need)]?.push(index);
    }
    return found;
  }
}

function needsOfCheck(seen: Observation | undefined, cells: System['cells']): readonly string[] {
  if (seen?.kind === 'metric') {
    return [seen.watcher, ...(seen.cell === undefined ? [] : needsOf(cells[seen.cell]))];
  }
  if (seen?.kind !== 'path') return [];
  const cell = cells[seen.cell];
  // A cell that judges itself is seen through all that it judges; else its own zones alone matter.
  const watched = seen.verdict === undefined || cell.prober === undefined ? cell.zones : needsOf(cell);
  return [...seen.needs, ...watched];
}

function needsOf({ front, zones, rungs, prober }: System['cells'][number]): string[] {
  const own = prober === undefined ? [] : [prober.component];
  return [...front, ...zones, ...rungs.flatMap(({ needs }) => needs), ...own];
}
