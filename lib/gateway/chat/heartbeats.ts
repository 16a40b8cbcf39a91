import type { Clock } from '../clock';

/**
 * Shorter than what sits between us and a caller waits on a silent stream.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html (five minutes; load
 * balancers of the callers' own often wait one)
 */
const QUIET_MILLISECONDS = 10_000;

/** A comment of server-sent events: every client passes over it. */
const HEARTBEAT = ': still here\n\n';

/** The same events, with a heartbeat whenever the next one is long in coming. */
export function withHeartbeats(events: AsyncIterator<string>, clock: Clock): AsyncIterableIterator<string> {
  const quiet = new Quiet(clock);
  let next: Promise<IteratorResult<string>> | undefined;
  return {
    async next() {
      next ??= events.next();
      const result = await quiet.or(next);
      if (result === undefined) return { done: false, value: HEARTBEAT };
      next = undefined;
      if (result.done === true) quiet.close();
      return result;
    },
    async return() {
      quiet.close();
      // Not waited for: a provider that is being left may still hold the last call to `next`.
      events.return?.().then(undefined, () => undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Tells when nothing comes for a while. One timer, which looks anew when it rings: not one for each piece. */
class Quiet {
  private since = 0;
  private callOff: (() => void) | undefined;
  private tell: (() => void) | undefined;

  public constructor(private readonly clock: Clock) {}

  /** Undefined when it is quiet before the next thing comes. */
  public or<T>(next: Promise<T>): Promise<T | undefined> {
    this.since = this.clock.now();
    if (this.callOff === undefined) this.arm(QUIET_MILLISECONDS);
    return new Promise((resolve, reject) => {
      this.tell = () => resolve(undefined);
      next.then(
        (value) => {
          this.tell = undefined;
          resolve(value);
        },
        (error) => {
          this.close();
          reject(error);
        },
      );
    });
  }

  public close(): void {
    this.callOff?.();
  }

  private arm(milliseconds: number): void {
    this.callOff = this.clock.after(milliseconds, () => this.ring());
  }

  private ring(): void {
    const left = this.since + QUIET_MILLISECONDS - this.clock.now();
    this.callOff = undefined;
    if (left > 0) this.arm(left);
    // Who is not waiting has enough to read.
    else this.tell?.();
  }
}
