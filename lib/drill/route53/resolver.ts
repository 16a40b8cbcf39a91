import type { Clock } from '../clock';

/** What a resolver was told, and for how long that may be kept. */
export interface Told<T> {
  readonly value: T;
  readonly ttlSeconds: number;
}

/**
 * A client's resolver: what it was told holds for the TTL; with some resolvers, and in some runtimes, longer. It asks
 * when it is asked, never by itself, so that its phase is that of its client's questions.
 */
export class HoldingResolver<T> {
  private held: { readonly value: T | undefined; readonly until: number } | undefined;

  /** @param holdAtLeastSeconds the least time that it keeps an answer, whatever the TTL says */
  public constructor(
    private readonly ask: () => Told<T> | undefined,
    private readonly now: Clock,
    private readonly holdAtLeastSeconds = 0,
  ) {}

  /** Undefined where there is no answer; that is not kept. */
  public value(): T | undefined {
    if (this.held !== undefined && this.held.until > this.now()) return this.held.value;
    const told = this.ask();
    this.held = told && {
      value: told.value,
      until: this.now() + Math.max(told.ttlSeconds, this.holdAtLeastSeconds),
    };
    return told?.value;
  }
}
