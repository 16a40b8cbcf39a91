import type { CellId } from '../../contract/cell';
import type { CellState, HealthPath, RungQuality, Verdict } from '../../contract/cell-state';
import { STATE_OBJECTS } from '../../contract/environment';
import type { Tier } from '../../contract/ladder';
import { type Standing, turn, unknownSince } from '../../contract/turning';
import type { Clock } from '../clock';
import { parseState } from '../health/parse-state';
import type { Bucket } from '../platform/platform';

/** What the cell's state says beside its verdicts. */
export interface Told {
  readonly evidence: readonly string[];
  readonly quality: readonly RungQuality[];
  readonly servingTier: Tier | null;
}

/**
 * Keeps `health/<cell>.json`: turns its verdicts by each round, and writes it after each. What is there and cannot be
 * read is never overwritten: a prober that does not know what was must not make a bad cell good.
 */
export class StateKeeper {
  private standings: Record<HealthPath, Standing>;
  /** Whether the standings go on from what the bucket holds. */
  private joined = false;
  private last: Promise<unknown> = Promise.resolve();

  public constructor(
    private readonly cell: CellId,
    private readonly bucket: Bucket,
    private readonly clock: Clock,
  ) {
    this.standings = this.anew();
  }

  /** One after the other: a write that overtakes another would bring back what was. Never rejects. */
  public round(path: HealthPath, verdict: Verdict, told: Told, periodSeconds: number): Promise<Kept> {
    const kept = this.last.then(() => this.keep(path, verdict, told, periodSeconds));
    this.last = kept;
    return kept;
  }

  private async keep(path: HealthPath, verdict: Verdict, told: Told, periodSeconds: number): Promise<Kept> {
    if (!this.joined) await this.join();
    const now = this.clock.now();
    this.standings = { ...this.standings, [path]: turn(this.standings[path], verdict, now, periodSeconds) };
    const { serving, preferred } = this.standings;
    const state: CellState = {
      version: 1,
      cell: this.cell,
      at: new Date(now).toISOString(),
      periodSeconds,
      serving: serving.verdict,
      preferred: preferred.verdict,
      ...told,
      standings: this.standings,
      writer: 'prober',
    };
    try {
      return { state, written: await this.write(JSON.stringify(state)) };
    } catch {
      return { state, written: false };
    }
  }

  private async write(text: string): Promise<boolean> {
    const object = STATE_OBJECTS.health(this.cell);
    if (this.joined) {
      await this.bucket.put(object, text);
      return true;
    }
    // Who may not list a bucket is told `forbidden` of what is not there: only writing it finds out.
    this.joined = await this.bucket.create(object, text);
    return this.joined;
  }

  private async join(): Promise<void> {
    try {
      const text = await this.bucket.get(STATE_OBJECTS.health(this.cell));
      const reading = text === undefined ? undefined : parseState(text, this.cell);
      if (reading?.kind === 'state' && reading.state.standings !== undefined) this.standings = reading.state.standings;
      // What is no state of this cell's holds nothing that could be lost.
      this.joined = text !== undefined;
    } catch {
      // It may be dark for a moment: the next round looks again.
    }
  }

  private anew(): Record<HealthPath, Standing> {
    const now = this.clock.now();
    return { serving: unknownSince(now), preferred: unknownSince(now) };
  }
}

export interface Kept {
  readonly state: CellState;
  readonly written: boolean;
}
