/** By which clock a process lives: so many milliseconds since the epoch it was at the start, so much faster it runs. */
export interface ServiceClock {
  readonly since: number;
  readonly speed: number;
}

/**
 * Lets this process live in service time: what it calls now, and what it waits for. Waits that the system itself keeps
 * (`AbortSignal.timeout`, a socket's) stay as they are: they are about this machine.
 */
export function liveBy({ since, speed }: ServiceClock): void {
  if (speed === 1) return;
  const { Date: SystemDate, setTimeout, setInterval } = globalThis;
  const now = () => Math.floor(since + (SystemDate.now() - since) * speed);
  globalThis.Date = new Proxy(SystemDate, {
    construct: (target, parameters, made) =>
      Reflect.construct(target, parameters.length > 0 ? parameters : [now()], made),
    apply: (target) => new target(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  const scaled = <Wait extends typeof setTimeout | typeof setInterval>(wait: Wait): Wait =>
    new Proxy(wait, {
      apply: (target, self, [call, milliseconds = 0, ...more]: [() => void, number?, ...unknown[]]) =>
        Reflect.apply(target, self, [call, milliseconds / speed, ...more]),
    });
  globalThis.setTimeout = scaled(setTimeout);
  globalThis.setInterval = scaled(setInterval);
}
