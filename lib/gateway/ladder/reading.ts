import type { ChatRequest } from '../chat/chat-request';
import { mayCallTools } from '../chat/needs';
import type { Clock } from '../clock';
import { Abortable, type Signal } from '../signal';
import type { Failure } from './failure';
import { isContent, type Part, type Provider } from './provider';
import type { Times } from './times';

export interface ReadingOptions {
  readonly clock: Clock;
  /** Aborted when the caller has gone. */
  readonly caller: Signal;
  readonly times: Times;
}

/**
 * One call to a provider, held to its word and to its times: one that hangs, throws or ends without an end cannot
 * take the ladder with it.
 */
export class Reading {
  private readonly control = new Abortable();
  private readonly parts: AsyncIterator<Part>;
  private readonly startedAt: number;
  private readonly mayCall: boolean;
  private phase: 'headers' | 'first-content' | 'content' = 'headers';
  /** Set once nothing more is read. */
  private stopped: Part | undefined;
  /** Has the provider said its last? */
  private ended = false;
  private settle: ((part: Part) => void) | undefined;
  /** Milliseconds since it was committed that went by in waiting for the provider. */
  private waited = 0;
  private waitingSince: number | undefined;
  /** What the provider is waited for, and until when, in milliseconds since the call; undefined while nobody waits. */
  private waitUntil: number | undefined;
  private waitFailure: Failure = 'timeout';
  private waitTime = 0;
  /** When all of it is over, and why that. */
  private totalAt: number;
  private totalFailure: () => Failure = () => 'timeout';
  private timer: { readonly at: number; readonly callOff: () => void } | undefined;

  public constructor(
    provider: Provider,
    request: ChatRequest,
    private readonly options: ReadingOptions,
  ) {
    const { clock, caller, times } = options;
    this.startedAt = clock.now();
    this.mayCall = mayCallTools(request);
    this.totalAt = times.commit;
    if (caller.aborted) this.leave();
    caller.addEventListener('abort', this.leave);
    this.parts = provider.execute(request, this.control, this.opened)[Symbol.asyncIterator]();
  }

  /** The next part; a fault when the provider ends without one, throws, or takes too long. */
  public next(): Promise<Part> {
    if (this.stopped !== undefined) return Promise.resolve(this.stopped);
    return new Promise((resolve) => {
      const now = this.elapsed();
      this.waitingSince = now;
      this.settle = (part) => {
        this.settle = undefined;
        this.count();
        this.waitUntil = undefined;
        resolve(part);
      };
      this.wait(now);
      this.parts.next().then(
        (result) => this.take(result.done === true ? fault('truncated') : result.value),
        () => this.take(fault('garbled')),
      );
    });
  }

  /** From here on it may take until its end. */
  public commit(): void {
    const from = this.elapsed();
    this.waited = 0;
    this.totalAt = Math.max(from, this.options.times.end);
    this.totalFailure = () => {
      this.count();
      // A slow reader is not the provider's fault, and must not close it to others.
      return this.waited < (this.elapsed() - from) / 2 ? 'unread' : 'timeout';
    };
    this.arm();
  }

  /** Lets the provider clean up, whether or not it was read to its end. */
  public close(): void {
    this.timer?.callOff();
    this.timer = undefined;
    this.options.caller.removeEventListener('abort', this.leave);
    // Who has said all needs no sign to stop, and a sign costs as much as to read a short answer.
    if (!this.ended) this.control.abort();
    this.parts.return?.().then(undefined, () => undefined);
  }

  private take(part: Part): void {
    if (part.kind === 'end') this.ended = true;
    if (isContent(part)) this.phase = 'content';
    if (this.phase === 'headers') this.phase = 'first-content';
    // A call that nobody offered is none that anybody could make.
    this.settle?.(part.kind === 'call' && !this.mayCall ? UNASKED : part);
  }

  private readonly opened = (): void => {
    if (this.phase !== 'headers') return;
    this.phase = 'first-content';
    if (this.settle !== undefined) this.wait(this.elapsed());
  };

  /** Waits as long as the phase allows for what comes next. */
  private wait(now: number): void {
    const { times } = this.options;
    if (this.phase === 'content') {
      this.waitFailure = 'stalled';
      this.waitTime = times.idle;
      this.waitUntil = now + times.idle;
    } else {
      this.waitFailure = 'timeout';
      this.waitTime = this.phase === 'headers' ? times.headers : times.firstContent;
      this.waitUntil = this.waitTime;
    }
    this.arm();
  }

  /**
   * One timer for all that may come to be due. It is set for the first of it and looks anew when it rings: to set one
   * for each piece of a stream would cost more than the piece.
   */
  private arm(): void {
    const at = Math.min(this.totalAt, this.waitUntil ?? Number.POSITIVE_INFINITY);
    if (this.timer !== undefined && this.timer.at <= at) return;
    this.timer?.callOff();
    const callOff = this.options.clock.after(Math.max(0, at - this.elapsed()), () => this.ring());
    this.timer = { at, callOff };
  }

  private ring(): void {
    this.timer = undefined;
    const now = this.elapsed();
    const waitUntil = this.waitUntil ?? Number.POSITIVE_INFINITY;
    if (now >= waitUntil && waitUntil < this.totalAt) this.stop(this.waitFailure);
    else if (now >= this.totalAt) this.stop(this.totalFailure());
    else this.arm();
  }

  private count(): void {
    const now = this.elapsed();
    if (this.waitingSince !== undefined) this.waited += now - this.waitingSince;
    this.waitingSince = this.settle === undefined ? undefined : now;
  }

  private readonly leave = (): void => this.stop('abandoned', this.silent());

  /** Has the provider been waited for half as long as it may take, or longer? */
  private silent(): boolean {
    if (this.waitUntil === undefined) return false;
    return this.waitUntil - this.elapsed() <= this.waitTime / 2;
  }

  private stop(failure: Failure, silent = false): void {
    if (this.stopped !== undefined) return;
    this.stopped = { kind: 'fault', failure, ...(silent && { silent }) };
    this.timer?.callOff();
    this.timer = undefined;
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
