import type { Clock } from '../../drill/clock';

/** A stage's token bucket: `burst` requests at once, refilled at `requestsPerSecond`. */
export class TokenBucket {
  private tokens: number;
  private at: number;

  public constructor(
    private readonly requestsPerSecond: number,
    private readonly burst: number,
    private readonly now: Clock,
  ) {
    this.tokens = burst;
    this.at = now();
  }

  /** Takes a token, or says that there is none. */
  public take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.burst, this.tokens + (now - this.at) * this.requestsPerSecond);
    this.at = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
