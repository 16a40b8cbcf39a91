import type { Clock } from '../../../../lib/gateway/clock';

interface Timer {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/** Time that passes as soon as nobody has anything left to do: years in moments, and always in the same order. */
export class VirtualClock implements Clock {
  private readonly heap: Timer[] = [];
  private made = 0;

  public constructor(private time = Date.parse('2026-01-01T00:00:00Z')) {}

  public now(): number {
    return this.time;
  }

  public after(milliseconds: number, run: () => void): () => void {
    this.made += 1;
    const timer: Timer = { at: this.time + Math.max(0, Math.ceil(milliseconds)), order: this.made, run };
    this.push(timer);
    return () => {
      timer.run = undefined;
    };
  }

  /** Until the condition holds or the time has come; true where the condition held. */
  public async run(until: number, done: () => boolean = () => false): Promise<boolean> {
    await settled();
    while (!done()) {
      const next = this.heap[0];
      if (next === undefined || next.at > until) {
        this.time = until;
        return false;
      }
      this.time = Math.max(this.time, next.at);
      while (this.heap.length > 0 && this.heap[0].at <= this.time) this.pop().run?.();
      await settled();
    }
    return true;
  }

  private push(timer: Timer): void {
    const { heap } = this;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(timer, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = timer;
  }

  private pop(): Timer {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child += 1;
      if (!isBefore(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** After everything that waits for nothing but its turn has had it. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The same time as a cell's clock tells it, which may be wrong. */
export function skewed(clock: Clock, milliseconds: number): Clock {
  return { now: () => clock.now() + milliseconds, after: (after, run) => clock.after(after, run) };
}
