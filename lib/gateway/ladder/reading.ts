import type { ChatRequest } from '../chat/chat-request';
import { mayCallTools } from '../chat/needs';
import type { Clock } from '../clock';
import type { Failure } from './failure';
import { isContent, type Part, type Provider } from './provider';
import type { Times } from './times';

export interface ReadingOptions {
  readonly clock: Clock;
  /** Aborted when the caller has gone. */
  readonly caller: AbortSignal;
  readonly times: Times;
}

/** Made once, since to make one with its stack for each call costs as much as to read a short answer. */
const LEFT = Object.assign(new Error('nobody reads this call any more'), { name: 'AbortError' });

/**
 * One call to a provider, held to its word and to its times: one that hangs, throws or ends without an end cannot
 * take the ladder with it.
 */
export class Reading {
  private readonly control = new AbortController();
  private readonly parts: AsyncIterator<Part>;
  private readonly startedAt: number;
  private readonly mayCall: boolean;
  private phase: 'headers' | 'first-content' | 'content' = 'headers';
  /** Set once nothing more is read. */
  private stopped: Part | undefined;
  private settle: ((part: Part) => void) | undefined;
  /** Milliseconds since it was committed that went by in waiting for the provider. */
  private waited = 0;
  private waitingSince: number | undefined;
  private cancelWait = () => {};
  private cancelTotal: () => void;

  public constructor(
    provider: Provider,
    request: ChatRequest,
    private readonly options: ReadingOptions,
  ) {
    const { clock, caller, times } = options;
    this.startedAt = clock.now();
    this.mayCall = mayCallTools(request);
    this.cancelTotal = clock.after(times.commit, () => this.stop('timeout'));
    if (caller.aborted) this.leave();
    caller.addEventListener('abort', this.leave, { once: true });
    this.parts = provider.execute(request, this.control.signal, this.opened)[Symbol.asyncIterator]();
  }

  /** The next part; a fault when the provider ends without one, throws, or takes too long. */
  public next(): Promise<Part> {
    if (this.stopped !== undefined) return Promise.resolve(this.stopped);
    return new Promise((resolve) => {
      this.waitingSince = this.elapsed();
      this.settle = (part) => {
        this.settle = undefined;
        this.count();
        this.cancelWait();
        resolve(part);
      };
      this.wait();
      this.parts.next().then(
        (result) => this.take(result.done === true ? fault('truncated') : result.value),
        () => this.take(fault('garbled')),
      );
    });
  }

  /** From here on it may take until its end. */
  public commit(): void {
    const { clock, times } = this.options;
    this.cancelTotal();
    const from = this.elapsed();
    this.waited = 0;
    this.cancelTotal = clock.after(Math.max(0, times.end - from), () => {
      this.count();
      // A slow reader is not the provider's fault, and must not close it to others.
      this.stop(this.waited < (this.elapsed() - from) / 2 ? 'unread' : 'timeout');
    });
  }

  /** Lets the provider clean up, whether or not it was read to its end. */
  public close(): void {
    this.cancelWait();
    this.cancelTotal();
    this.options.caller.removeEventListener('abort', this.leave);
    this.control.abort(LEFT);
    this.parts.return?.().then(undefined, () => undefined);
  }

  private take(part: Part): void {
    if (isContent(part)) this.phase = 'content';
    if (this.phase === 'headers') this.phase = 'first-content';
    // A call that nobody offered is none that anybody could make.
    this.settle?.(part.kind === 'call' && !this.mayCall ? UNASKED : part);
  }

  private readonly opened = (): void => {
    if (this.phase !== 'headers') return;
    this.phase = 'first-content';
    if (this.settle !== undefined) this.wait();
  };

  /** Waits as long as the phase allows for what comes next. */
  private wait(): void {
    const { clock, times } = this.options;
    this.cancelWait();
    const [until, failure]: [number, Failure] =
      this.phase === 'content'
        ? [times.idle, 'stalled']
        : [(this.phase === 'headers' ? times.headers : times.firstContent) - this.elapsed(), 'timeout'];
    this.cancelWait = clock.after(Math.max(0, until), () => this.stop(failure));
  }

  private count(): void {
    if (this.waitingSince !== undefined) this.waited += this.elapsed() - this.waitingSince;
    this.waitingSince = this.settle === undefined ? undefined : this.elapsed();
  }

  private readonly leave = (): void => this.stop('abandoned');

  private stop(failure: Failure): void {
    if (this.stopped !== undefined) return;
    this.stopped = fault(failure);
    this.control.abort();
    this.settle?.(this.stopped);
  }

  private elapsed(): number {
    return this.options.clock.now() - this.startedAt;
  }
}

const UNASKED: Part = { kind: 'fault', failure: 'unsatisfying', rule: 'tools' };

function fault(failure: Failure): Part {
  return { kind: 'fault', failure };
}
