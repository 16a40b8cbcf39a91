import type { ServiceTime } from './time';

/** Half a checker's interval: from there on the checkers are no longer scattered as they should be. */
const MOST_SECONDS = 5;
const LOOK_SECONDS = 5;
const AGAIN_SECONDS = 60;

/** Told when a process of the fleet's ran late, by milliseconds of this machine's clock. */
export type Late = (who: string, milliseconds: number) => void;

/**
 * Tells when this machine runs late: then what is measured is it and not the fleet. All in service time, of which a
 * higher speed makes more of the same delay.
 */
export class LagWatch {
  private cancel = () => {};
  private watching = false;
  private toldAt = Number.NEGATIVE_INFINITY;

  public constructor(
    private readonly time: Pick<ServiceTime, 'now' | 'after' | 'speed'>,
    private readonly tell: (message: string) => void,
  ) {}

  /** From now on: while everything starts at once, all of it is late. */
  public start(): void {
    this.watching = true;
    this.look(this.time.now());
  }

  public stop(): void {
    this.watching = false;
    this.cancel();
  }

  public readonly late: Late = (who, milliseconds) => {
    if (this.watching) this.judge((milliseconds / 1000) * this.time.speed, ` (${who})`);
  };

  private look(due: number): void {
    const now = this.time.now();
    this.judge(now - due, '');
    this.cancel = this.time.after(LOOK_SECONDS, () => this.look(now + LOOK_SECONDS));
  }

  private judge(lateSeconds: number, who: string): void {
    const now = this.time.now();
    if (lateSeconds <= MOST_SECONDS || now - this.toldAt <= AGAIN_SECONDS) return;
    this.toldAt = now;
    const { speed } = this.time;
    const mend = speed > 1 ? `choose a --speed below ${speed}` : 'leave it more to itself';
    const seconds = lateSeconds.toFixed(1);
    this.tell(
      `this machine cannot keep up, by ${seconds} s of service time${who}: times are not to be trusted; ${mend}`,
    );
  }
}
