import type { Clock } from '../drill/clock';

/** Service time: seconds since the rehearsal's start, `speed` times as fast as the wall's. */
export interface ServiceTime {
  readonly speed: number;
  /** When it was 0, in milliseconds since the epoch: from then on functions count in it. */
  readonly since: number;
  readonly now: Clock;
  /** Calls back after so many seconds of service time; the result cancels. */
  after(seconds: number, call: () => void): () => void;
  /** Milliseconds on this machine's clock that so many seconds of service time take. */
  wallMilliseconds(seconds: number): number;
}

/** Service time on this machine's monotonic clock. */
export function serviceTime(speed: number): ServiceTime {
  const start = performance.now();
  const since = Date.now();
  const wallMilliseconds = (seconds: number) => (seconds * 1000) / speed;
  return {
    speed,
    since,
    now: () => ((performance.now() - start) / 1000) * speed,
    after(seconds, call) {
      // What listens keeps a rehearsal alive; what only waits does not.
      const timer = setTimeout(call, Math.max(0, wallMilliseconds(seconds))).unref();
      return () => clearTimeout(timer);
    },
    wallMilliseconds,
  };
}

/** Calls again and again, `seconds` of service time apart, until cancelled; the first call comes at once. */
export function every(time: ServiceTime, seconds: number, call: () => void): () => void {
  let cancel = () => {};
  const round = () => {
    cancel = time.after(seconds, round);
    call();
  };
  round();
  return () => cancel();
}
