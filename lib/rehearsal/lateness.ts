import type { ChildProcess } from 'node:child_process';

/** What a process says to the rehearsal, over their channel. */
interface Late {
  readonly lateMilliseconds: number;
}

const LOOK_MILLISECONDS = 1000;
/** What is less, nobody would notice at any speed. */
const LEAST_MILLISECONDS = 50;

// Of this machine, whatever clock the function is given to live by.
const { setTimeout } = globalThis;

/** In a process of a function or a service: says to the rehearsal when this machine lets it wait. */
export function tellOfLateness(): void {
  const due = performance.now() + LOOK_MILLISECONDS;
  setTimeout(() => {
    const late: Late = { lateMilliseconds: performance.now() - due };
    if (late.lateMilliseconds > LEAST_MILLISECONDS && process.connected) process.send?.(late);
    tellOfLateness();
  }, LOOK_MILLISECONDS).unref();
}

/** In the rehearsal: hears what such a process says. */
export function hearOfLateness(child: ChildProcess, onLate: (milliseconds: number) => void): void {
  child.on('message', (message: object) => {
    if ('lateMilliseconds' in message) onLate((message as Late).lateMilliseconds);
  });
}
