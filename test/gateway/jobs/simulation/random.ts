/** A seeded source of chance (mulberry32). */
export class Random {
  public constructor(private state: number) {}

  /** From 0 to 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  public between(low: number, high: number): number {
    return Math.floor(low + this.next() * (high - low));
  }

  public chance(share: number): boolean {
    return this.next() < share;
  }

  public pick<T>(from: readonly T[]): T {
    return from[this.between(0, from.length)];
  }

  /** 32 hexadecimal digits. */
  public hex(): string {
    return Array.from({ length: 4 }, () =>
      this.between(0, 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('');
  }
}
