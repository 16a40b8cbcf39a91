import type { Clock } from '../../../../lib/gateway/clock';
import type { Ledger, ListedRow, ListOptions, Row } from '../../../../lib/gateway/jobs/ledger';
import { MemoryLedger } from '../support/memory-ledger';

interface Stamp {
  readonly at: number;
  readonly by: number;
}

/**
 * An eventual ledger: a replica a cell. Conditions are judged where they are asked, the others hear of it later, and of
 * two writes of one row the later one stands. A removal is a write.
 */
export class Replicas {
  private readonly replicas: Replica[];

  public constructor(
    count: number,
    private readonly clock: Clock,
    /** Milliseconds, for one write on its way to one other replica. */
    private readonly lag: () => number,
  ) {
    this.replicas = Array.from(
      { length: count },
      (_, number) => new Replica(number, clock, (write) => this.spread(write)),
    );
  }

  public at(number: number): Ledger {
    return this.replicas[number];
  }

  /** For good, with all that no other has heard of yet. */
  public lose(number: number): void {
    this.replicas[number].isLost = true;
  }

  private spread(write: Write): void {
    for (const replica of this.replicas) {
      if (replica.number === write.stamp.by) continue;
      this.clock.after(this.lag(), () => {
        if (!this.replicas[write.stamp.by].isLost) replica.hear(write);
      });
    }
  }
}

interface Write {
  readonly id: string;
  readonly facet: string;
  readonly stamp: Stamp;
  /** Undefined: it was removed. */
  readonly row: Row | undefined;
}

class Replica implements Ledger {
  public isLost = false;
  private readonly rows = new MemoryLedger();
  private readonly stamps = new Map<string, Stamp>();

  public constructor(
    public readonly number: number,
    private readonly clock: Clock,
    private readonly spread: (write: Write) => void,
  ) {}

  public async read(id: string): Promise<readonly Row[]> {
    this.answering();
    return this.rows.read(id);
  }

  public async insert(row: Row): Promise<boolean> {
    this.answering();
    const written = await this.rows.insert(row);
    if (written) this.tell(row.id, row.facet, row);
    return written;
  }

  public async replace(row: Row): Promise<boolean> {
    this.answering();
    const written = await this.rows.replace(row);
    if (written) this.tell(row.id, row.facet, row);
    return written;
  }

  public async remove(id: string, facet: string): Promise<void> {
    this.answering();
    await this.rows.remove(id, facet);
    this.tell(id, facet, undefined);
  }

  public async list(lane: string, options: ListOptions): Promise<readonly ListedRow[]> {
    this.answering();
    return this.rows.list(lane, options);
  }

  public hear({ id, facet, stamp, row }: Write): void {
    const known = this.stamps.get(`${id} ${facet}`);
    if (known !== undefined && (known.at > stamp.at || (known.at === stamp.at && known.by > stamp.by))) return;
    this.stamps.set(`${id} ${facet}`, stamp);
    if (row !== undefined) this.rows.put(row);
    else void this.rows.remove(id, facet);
  }

  private tell(id: string, facet: string, row: Row | undefined): void {
    const stamp = { at: this.clock.now(), by: this.number };
    this.stamps.set(`${id} ${facet}`, stamp);
    this.spread({ id, facet, stamp, row });
  }

  private answering(): void {
    if (this.isLost) throw new Error('there is no such Region any more');
  }
}
