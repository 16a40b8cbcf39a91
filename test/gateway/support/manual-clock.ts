import type { Clock } from '../../../lib/gateway/clock';

/** A clock that stands until it is moved. */
export class ManualClock implements Clock {
  private timers: { readonly at: number; readonly run: () => void }[] = [];

  public constructor(private time = Date.parse('2026-01-01T00:00:00Z')) {}

  public now(): number {
    return this.time;
  }

  public after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.time + milliseconds, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  /** Moves on, and runs what has become due in its order. */
  public pass(milliseconds: number): void {
    const until = this.time + milliseconds;
    for (;;) {
      const [next] = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.time = next.at;
      next.run();
    }
    this.time = until;
  }

  /** Milliseconds until the next timer is due; undefined when there is none. */
  public get untilNext(): number | undefined {
    return this.timers.length === 0 ? undefined : Math.min(...this.timers.map(({ at }) => at)) - this.time;
  }

  /** How many timers are pending: none, once everything has been cleaned up. */
  public get pending(): number {
    return this.timers.length;
  }
}
