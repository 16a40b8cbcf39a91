import type { Priority } from '../../contract/route';
import type { Clock } from '../clock';
import { FIRST_LIMIT, next } from './latency-gradient';

/** What of the limit a route may fill: the rest is kept for those that matter more. */
const SHARE: Readonly<Record<Priority, number>> = { high: 1, normal: 0.9, low: 0.6 };

/** A window closes with the first sample after both. */
const WINDOW_MILLISECONDS = 1000;
const WINDOW_SAMPLES = 10;

/** A request that was let in. */
export interface Entered {
  /** A model's answer could no longer be taken back after so many milliseconds. */
  answered(rung: string, milliseconds: number): void;
  /** The request has left, with its last byte. */
  leave(): void;
}

/** Lets requests in as long as they are answered as fast as usual, and sheds the rest before they cost anything. */
export class Admission {
  private limited = FIRST_LIMIT;
  private entered = 0;
  private readonly windows = new Map<string, { readonly since: number; samples: number[]; most: number }>();

  public constructor(private readonly clock: Clock) {}

  public get inFlight(): number {
    return this.entered;
  }

  /** How many may be in flight now. */
  public get limit(): number {
    return Math.floor(this.limited.value);
  }

  /** Undefined when the request is shed. */
  public enter(priority: Priority): Entered | undefined {
    if (this.entered >= this.limit * SHARE[priority]) return undefined;
    this.entered += 1;
    let left = false;
    return {
      answered: (rung, milliseconds) => this.sample(rung, milliseconds),
      leave: () => {
        if (!left) this.entered -= 1;
        left = true;
      },
    };
  }

  private sample(rung: string, milliseconds: number): void {
    const now = this.clock.now();
    const window = this.windows.get(rung) ?? { since: now, samples: [], most: 0 };
    this.windows.set(rung, window);
    window.samples.push(milliseconds);
    window.most = Math.max(window.most, this.entered);
    if (now - window.since < WINDOW_MILLISECONDS || window.samples.length < WINDOW_SAMPLES) return;
    this.windows.delete(rung);
    const median = window.samples.sort((a, b) => a - b)[Math.floor(window.samples.length / 2)];
    this.limited = next(this.limited, { rung, milliseconds: median, inFlight: window.most });
  }
}
