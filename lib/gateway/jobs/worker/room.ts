import type { Clock } from '../../clock';

interface Waiting {
  readonly alone: boolean;
  readonly comeIn: () => void;
}

/**
 * Where one process tries jobs: many together, or one alone. A job that may have felled its worker before is tried alone,
 * so that whoever stood beside it is not blamed with it. First come, first in.
 */
export class Room {
  private inside = 0;
  private isTaken = false;
  private readonly waiting: Waiting[] = [];

  public constructor(private readonly clock: Clock) {}

  /** What is to be called on the way out; undefined where there was no room within the time. */
  public enter(alone: boolean, mostMilliseconds: number): Promise<(() => void) | undefined> {
    if (this.waiting.length === 0 && this.hasRoom(alone)) return Promise.resolve(this.comeIn(alone));
    return new Promise((resolve) => {
      const waiting: Waiting = {
        alone,
        comeIn: () => {
          giveUp();
          resolve(this.comeIn(alone));
        },
      };
      this.waiting.push(waiting);
      const giveUp = this.clock.after(mostMilliseconds, () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        resolve(undefined);
        this.callIn();
      });
    });
  }

  private hasRoom(alone: boolean): boolean {
    return !this.isTaken && (!alone || this.inside === 0);
  }

  private comeIn(alone: boolean): () => void {
    this.inside += 1;
    this.isTaken = alone;
    return () => {
      this.inside -= 1;
      this.isTaken = false;
      this.callIn();
    };
  }

  private callIn(): void {
    while (this.waiting.length > 0 && this.hasRoom(this.waiting[0].alone)) this.waiting.shift()!.comeIn();
  }
}
