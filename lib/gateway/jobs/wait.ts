import type { Clock } from '../clock';

/** Settles after so many milliseconds, at once for none, and as soon as `stop` says that nobody waits any more. */
export function wait(clock: Clock, milliseconds: number, stop?: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || stop?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      callOff();
      stop?.removeEventListener('abort', settle);
      resolve();
    };
    const callOff = clock.after(milliseconds, settle);
    stop?.addEventListener('abort', settle);
  });
}
