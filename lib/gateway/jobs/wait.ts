import type { Clock } from '../clock';

/** Settles after so many milliseconds; at once for none. */
export function wait(clock: Clock, milliseconds: number): Promise<void> {
  return milliseconds <= 0 ? Promise.resolve() : new Promise((resolve) => void clock.after(milliseconds, resolve));
}
