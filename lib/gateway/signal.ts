/** What is needed of a platform's AbortSignal, which is one of these. */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', run: () => void): void;
  removeEventListener(type: 'abort', run: () => void): void;
}

/**
 * Control and signal in one. Two are made for each request, and the platform's own, with their events, would cost it a
 * twentieth of its time.
 */
export class Abortable implements Signal {
  public aborted = false;
  private readonly waiting = new Set<() => void>();

  /** Tells those who wait, once. */
  public abort(): void {
    this.aborted = true;
    for (const run of this.waiting) run();
    this.waiting.clear();
  }

  public addEventListener(_type: 'abort', run: () => void): void {
    this.waiting.add(run);
  }

  public removeEventListener(_type: 'abort', run: () => void): void {
    this.waiting.delete(run);
  }
}

/** The same for who takes the platform's own alone. */
export function abortSignalOf(signal: Signal): AbortSignal {
  const control = new AbortController();
  const abort = () => control.abort();
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort);
  return control.signal;
}

/** What became of a call that was left. Made once: its stack says nothing, and costs as much as to read a short answer. */
export const GONE = Object.assign(new Error('nobody waits for this any more'), { name: 'AbortError' });
