import type { Clock } from '../../clock';

export interface PaceOptions {
  readonly clock: Clock;
  /** What this worker may ask at most: its share of what the cell's may. */
  readonly requestsPerSecond: number;
}

/** A model that comes back has cold caches and other callers: its backlog must not fell it again. */
const FIRST_SHARE = 0.1;
const RAMP_MILLISECONDS = 120_000;
/** What a refusal for load takes off the rate. */
const AFTER_THROTTLING = 0.7;
/** Refusals that come together are one: the requests were under way together. */
const ONE_THROTTLING_MILLISECONDS = 5000;

/**
 * How fast a worker may ask: evenly, with no bursts, from a tenth of its rate to all of it within two minutes. It
 * begins anew when the models had been down, and goes back where they refuse for load.
 */
export class Pace {
  private since: number;
  private next = 0;
  private throttledAt = Number.NEGATIVE_INFINITY;
  private held = false;

  public constructor(private readonly options: PaceOptions) {
    this.since = options.clock.now();
  }

  /** Requests a second, now. */
  public get rate(): number {
    return this.options.requestsPerSecond * this.share(this.options.clock.now());
  }

  /** Milliseconds to wait until one may be asked, which is then counted; undefined where it would be longer. */
  public take(mostMilliseconds: number): number | undefined {
    const now = this.options.clock.now();
    if (this.held) {
      this.held = false;
      this.since = now;
    }
    const at = Math.max(now, this.next);
    if (at - now > mostMilliseconds) return undefined;
    this.next = at + 1000 / this.rate;
    return at - now;
  }

  /** The models are down: from the next request on it begins with a tenth. */
  public hold(): void {
    this.held = true;
  }

  public throttled(): void {
    const now = this.options.clock.now();
    if (now - this.throttledAt < ONE_THROTTLING_MILLISECONDS) return;
    this.throttledAt = now;
    const share = Math.max(FIRST_SHARE, this.share(now) * AFTER_THROTTLING);
    this.since = now - ((share - FIRST_SHARE) / (1 - FIRST_SHARE)) * RAMP_MILLISECONDS;
  }

  private share(now: number): number {
    return FIRST_SHARE + (1 - FIRST_SHARE) * Math.min(1, (now - this.since) / RAMP_MILLISECONDS);
  }
}
