import type { ServiceTime } from '../../lib/rehearsal/time';

/** Service time that moves only when a test moves it; what falls due is called in its order. */
export class ManualTime implements ServiceTime {
  public readonly speed = 1;
  public readonly since = 1_800_000_000_000;
  private seconds = 0;
  private pending: { at: number; call: () => void }[] = [];

  public readonly now = () => this.seconds;

  public after(seconds: number, call: () => void): () => void {
    const entry = { at: this.seconds + Math.max(0, seconds), call };
    this.pending.push(entry);
    return () => {
      this.pending = this.pending.filter((one) => one !== entry);
    };
  }

  public wallMilliseconds(seconds: number): number {
    return seconds * 1000;
  }

  /** Moves on, letting promises settle after each call. */
  public async advance(seconds: number): Promise<void> {
    const end = this.seconds + seconds;
    for (;;) {
      const due = this.pending.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.seconds = Math.max(this.seconds, due.at);
      this.pending = this.pending.filter((one) => one !== due);
      due.call();
      await settle();
    }
    this.seconds = end;
    await settle();
  }

  public get waiting(): number {
    return this.pending.length;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}
