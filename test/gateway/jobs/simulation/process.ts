import type { Clock } from '../../../../lib/gateway/clock';

/** Something that runs until it is killed. Once it is, nothing of it goes on: what it waits for never comes. */
export class Process {
  private alive = true;

  public get isAlive(): boolean {
    return this.alive;
  }

  /** As SIGKILL does: between any two steps, without a last word. */
  public kill(): void {
    this.alive = false;
  }

  public clock(clock: Clock): Clock {
    const after = (milliseconds: number, run: () => void) => clock.after(milliseconds, () => this.alive && run());
    return { now: () => clock.now(), after };
  }

  /** The same methods, of which a dead process hears nothing any more. */
  public within<T extends object>(service: T): T {
    return new Proxy(service, {
      get: (target, name) => {
        const member = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) =>
          new Promise((resolve, reject) => {
            if (!this.alive) return;
            (member.apply(target, args) as Promise<unknown>).then(
              (value) => this.alive && resolve(value),
              (error) => this.alive && reject(error),
            );
          });
      },
    });
  }
}
