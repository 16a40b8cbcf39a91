import type { Ledger, Listed, ListedRow, ListOptions, Row } from '../../../../lib/gateway/jobs/ledger';
import { SortedMarks } from './sorted-marks';

const keyOf = (id: string, facet: string) => `${id} ${facet}`;

/** A ledger in one process. What it holds is plain text inside, so that nobody shares an object with it. */
export class MemoryLedger implements Ledger {
  private readonly rows = new Map<string, Map<string, string>>();
  private readonly lanes = new Map<string, SortedMarks>();

  public async read(id: string): Promise<readonly Row[]> {
    return [...(this.rows.get(id)?.values() ?? [])].map((text) => JSON.parse(text) as Row);
  }

  public async insert(row: Row): Promise<boolean> {
    if (this.rowAt(row.id, row.facet) !== undefined) return false;
    this.put(row);
    return true;
  }

  public async replace(row: Row): Promise<boolean> {
    if (this.rowAt(row.id, row.facet)?.version !== row.version - 1) return false;
    this.put(row);
    return true;
  }

  public async remove(id: string, facet: string): Promise<void> {
    const row = this.rowAt(id, facet);
    if (row === undefined) return;
    this.unlist(row);
    const facets = this.rows.get(id)!;
    facets.delete(facet);
    if (facets.size === 0) this.rows.delete(id);
  }

  public async list(lane: string, options: ListOptions): Promise<readonly ListedRow[]> {
    const found = this.lanes.get(lane)?.between(options) ?? [];
    return found.map(({ mark, key }) => {
      const [id, facet] = key.split(' ');
      return { lane, mark, id, facet };
    });
  }

  /** Whatever stood there: for a replica that is told what another wrote. */
  public put(row: Row): void {
    const before = this.rowAt(row.id, row.facet);
    if (before !== undefined) this.unlist(before);
    const facets = this.rows.get(row.id) ?? new Map<string, string>();
    facets.set(row.facet, JSON.stringify(row));
    this.rows.set(row.id, facets);
    if (row.listed !== undefined) this.laneOf(row.listed).add(row.listed.mark, keyOf(row.id, row.facet));
  }

  public rowAt(id: string, facet: string): Row | undefined {
    const text = this.rows.get(id)?.get(facet);
    return text === undefined ? undefined : (JSON.parse(text) as Row);
  }

  private laneOf({ lane }: Listed): SortedMarks {
    const marks = this.lanes.get(lane) ?? new SortedMarks();
    this.lanes.set(lane, marks);
    return marks;
  }

  private unlist({ id, facet, listed }: Row): void {
    if (listed !== undefined) this.laneOf(listed).delete(listed.mark, keyOf(id, facet));
  }
}
