import type { ListOptions } from '../../../../lib/gateway/jobs/ledger';

interface Entry {
  readonly mark: string;
  readonly key: string;
}

/** Marks in their order, found by halving. */
export class SortedMarks {
  private readonly entries: Entry[] = [];

  public add(mark: string, key: string): void {
    this.entries.splice(this.firstAtLeast({ mark, key }), 0, { mark, key });
  }

  public delete(mark: string, key: string): void {
    const at = this.firstAtLeast({ mark, key });
    if (this.entries[at]?.mark === mark && this.entries[at].key === key) this.entries.splice(at, 1);
  }

  public between({ before, after, limit, newestFirst = false }: ListOptions): readonly Entry[] {
    const from = after === undefined ? 0 : this.firstAtLeast({ mark: after, key: '\uffff' });
    const to = before === undefined ? this.entries.length : this.firstAtLeast({ mark: before, key: '' });
    if (newestFirst) return this.entries.slice(Math.max(from, to - limit), to).reverse();
    return this.entries.slice(from, Math.min(to, from + limit));
  }

  private firstAtLeast({ mark, key }: Entry): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.entries[middle];
      if (entry.mark < mark || (entry.mark === mark && entry.key < key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
