import { STATE_OBJECTS } from '../../contract/environment';
import { type Clock, within } from '../clock';
import { Refreshed } from '../refreshed';
import type { LadderEvent } from './events';

const REFRESH_AFTER_MILLISECONDS = 45_000;
/** People are promised that an act is obeyed within 90 s, by a process that slept too. */
const WAIT_AFTER_MILLISECONDS = 80_000;
/** What one that slept waits at most. Nobody waits while the bucket cannot be read. */
const WAIT_AT_MOST_MILLISECONDS = 100;

/**
 * The rungs that people have disabled in this cell, each by an object in its bucket. It is read behind the requests'
 * backs; while it cannot be read, what was known last holds, and at first that none is disabled.
 */
export class DisabledRungs {
  private known: ReadonlySet<string> = new Set();
  private readAt = Number.NEGATIVE_INFINITY;
  private failing = false;
  private readonly reading: Refreshed<unknown>;

  public constructor(
    private readonly rungs: readonly string[],
    /** The object's text; undefined where there is none. Rejects when that cannot be known. */
    private readonly read: (key: string) => Promise<string | undefined>,
    private readonly clock: Clock,
    private readonly observe: (event: LadderEvent) => void = () => {},
  ) {
    this.reading = new Refreshed(() => this.load(), {
      clock,
      refreshAfter: REFRESH_AFTER_MILLISECONDS,
      waitAfter: WAIT_AFTER_MILLISECONDS,
    });
  }

  public async has(rung: string): Promise<boolean> {
    const read = this.reading.get();
    const stale = this.clock.now() - this.readAt >= WAIT_AFTER_MILLISECONDS;
    if (stale && !this.failing) await within(WAIT_AT_MOST_MILLISECONDS, read, this.clock);
    return this.known.has(rung);
  }

  private async load(): Promise<void> {
    try {
      const found = await Promise.all(this.rungs.map((rung) => this.read(STATE_OBJECTS.disabledRung(rung))));
      const disabled = new Set(this.rungs.filter((_, index) => found[index] !== undefined));
      for (const rung of this.rungs) {
        // Told again and again, so that it is alarming as long as it lasts.
        if (disabled.has(rung) || this.known.has(rung)) {
          this.observe({ event: 'rung', rung, disabled: disabled.has(rung) });
        }
      }
      this.known = disabled;
      this.readAt = this.clock.now();
      this.failing = false;
    } catch (error) {
      this.failing = true;
      throw error;
    }
  }
}
