import type { ServiceTime } from '../time';

interface Waiting {
  readonly isGone: () => boolean;
  readonly serve: () => void;
}

/**
 * Requests in front of servers that carry so many a second, in their order. As a real server does, it turns nobody
 * away: who comes when all are busy waits, as long as he has patience, and whoever has left takes nobody's turn.
 */
export class ServerQueue {
  private readonly waiting: Waiting[] = [];
  private busy = false;

  /** @param requestsPerSecond of service time, of all of a rung's servers in the cell together */
  public constructor(
    private readonly requestsPerSecond: number,
    private readonly time: Pick<ServiceTime, 'after'>,
  ) {}

  /** Resolves when it is served; never for one that is gone by then. */
  public turn(isGone: () => boolean): Promise<void> {
    return new Promise((serve) => {
      this.waiting.push({ isGone, serve });
      this.next();
    });
  }

  private next(): void {
    if (this.busy) return;
    const first = this.waiting.findIndex(({ isGone }) => !isGone());
    const [chosen] = this.waiting.splice(0, first < 0 ? this.waiting.length : first + 1).slice(-1);
    if (first < 0) return;
    this.busy = true;
    this.time.after(1 / this.requestsPerSecond, () => {
      this.busy = false;
      this.next();
    });
    chosen.serve();
  }
}
