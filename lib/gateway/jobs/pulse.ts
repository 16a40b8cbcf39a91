import type { CellId } from '../../contract/cell';
import type { Row } from './ledger';
import { CLOCK_SKEW_MILLISECONDS } from './look';
import type { JobPlace } from './place';
import { FACETS, type Pulse } from './rows';

/** A cell whose workers have said nothing for so long has none. */
const ALIVE_MILLISECONDS = 180_000;
/** Once so often a worker says how it is, however much it does. */
const PERIOD_MILLISECONDS = 20_000;
/** A queue hands out roughly what was sent first: by so much another may overtake. */
const DISORDER_MILLISECONDS = 120_000;
/** A pulse outlives what it says: it is replaced, never missed. */
const KEEP_SECONDS = 30 * 24 * 60 * 60;

const idOf = (cell: CellId) => `pulse_${cell}`;

/** Undefined where the cell has never said anything. */
export async function pulseOf({ ledger }: JobPlace, cell: CellId): Promise<Pulse | undefined> {
  return (await rowOf(ledger, cell))?.body;
}

async function rowOf(ledger: JobPlace['ledger'], cell: CellId): Promise<Row<Pulse> | undefined> {
  return (await ledger.read(idOf(cell))).find(({ facet }) => facet === FACETS.pulse) as Row<Pulse> | undefined;
}

/** Is a job that was queued then waiting its turn, in a queue whose workers are at it? */
export function isWaiting(pulse: Pulse | undefined, queuedAt: number, now: number): boolean {
  if (pulse === undefined || pulse.evacuated) return false;
  const alive = now - pulse.at < ALIVE_MILLISECONDS + CLOCK_SKEW_MILLISECONDS;
  return alive && !isHolding(pulse, now) && pulse.frontier < queuedAt + DISORDER_MILLISECONDS;
}

/** Were its models down within the last moments? */
export function isHolding(pulse: Pulse | undefined, now: number): boolean {
  return pulse !== undefined && now - pulse.heldAt < ALIVE_MILLISECONDS;
}

/** Says how a cell's workers are, at most once a period. */
export class PulseWriter {
  private written = Number.NEGATIVE_INFINITY;
  private frontier = 0;
  private heldAt = 0;
  private evacuated = false;

  public constructor(private readonly place: JobPlace) {}

  public worked(queuedAt: number): Promise<void> {
    this.frontier = Math.max(this.frontier, queuedAt);
    this.evacuated = false;
    return this.write();
  }

  public holding(): Promise<void> {
    this.heldAt = this.place.clock.now();
    return this.write();
  }

  public evacuating(): Promise<void> {
    this.evacuated = true;
    return this.write();
  }

  /** Another worker that writes at the same time says as much, and a ledger that is down hears of it later. */
  private async write(): Promise<void> {
    const { ledger, cell, clock, otherCloud } = this.place;
    const now = clock.now();
    if (now - this.written < PERIOD_MILLISECONDS) return;
    this.written = now;
    for (const each of [ledger, ...(otherCloud === undefined ? [] : [otherCloud])]) {
      await this.writeTo(each, cell, now).catch(() => undefined);
    }
  }

  private async writeTo(ledger: JobPlace['ledger'], cell: CellId, now: number): Promise<void> {
    const stands = await rowOf(ledger, cell);
    const body: Pulse = {
      at: now,
      frontier: Math.max(this.frontier, stands?.body.frontier ?? 0),
      heldAt: Math.max(this.heldAt, stands?.body.heldAt ?? 0),
      evacuated: this.evacuated,
    };
    const row: Row<Pulse> = {
      id: idOf(cell),
      facet: FACETS.pulse,
      version: (stands?.version ?? 0) + 1,
      body,
      expiresAt: Math.ceil(now / 1000) + KEEP_SECONDS,
    };
    await (stands === undefined ? ledger.insert(row) : ledger.replace(row));
  }
}
