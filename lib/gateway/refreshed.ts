import type { Clock } from './clock';

/** After a failure nobody tries again for so long: what is dark must not slow every reader down. */
const RETRY_AFTER_MILLISECONDS = 5000;

export interface RefreshOptions {
  readonly clock: Clock;
  /** After so many milliseconds a reader still gets the value it has, and a new one is fetched behind its back. */
  readonly refreshAfter: number;
  /** After so many a reader waits for the new one: a function that slept must not trust what it knew then. */
  readonly waitAfter: number;
}

/** A value read from elsewhere. A failure to refresh leaves the last one standing; a reader never sees it. */
export class Refreshed<T> {
  private value: { readonly content: T; readonly at: number } | undefined;
  private failedAt = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | undefined;

  public constructor(
    /** Rejects when it cannot be read. */
    private readonly load: () => Promise<T>,
    private readonly options: RefreshOptions,
  ) {}

  /** Undefined when it has never been read. */
  public async get(): Promise<T | undefined> {
    const { clock, refreshAfter, waitAfter } = this.options;
    const now = clock.now();
    const age = this.value === undefined ? Number.POSITIVE_INFINITY : now - this.value.at;
    if (age >= refreshAfter && now - this.failedAt >= RETRY_AFTER_MILLISECONDS) this.loading ??= this.refresh();
    if (age >= waitAfter) await this.loading;
    return this.value?.content;
  }

  /** The same, not older than so many milliseconds where it can be fetched again: waits for that. */
  public async notOlderThan(milliseconds: number): Promise<T | undefined> {
    const now = this.options.clock.now();
    if (this.value !== undefined && now - this.value.at < milliseconds) return this.value.content;
    if (now - this.failedAt >= RETRY_AFTER_MILLISECONDS) this.loading ??= this.refresh();
    await this.loading;
    return this.value?.content;
  }

  private async refresh(): Promise<void> {
    try {
      const content = await this.load();
      this.value = { content, at: this.options.clock.now() };
    } catch {
      this.failedAt = this.options.clock.now();
    } finally {
      this.loading = undefined;
    }
  }
}
