import { GONE } from '../../signal';

/** What is held of a body before its sender is told to wait. */
const MOST_HELD_BYTES = 64 * 1024;

/** How long a body may take from its last word to its end, where nobody waits for that. */
const LONGEST_END_MILLISECONDS = 250;

/** What holds back whoever sends, and leaves him. */
export interface Sender {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
}

type Waiting = { resolve(result: IteratorResult<Uint8Array>): void; reject(error: Error): void };

/** A body as it comes in, for one reader; who leaves it early leaves its sender. */
export class Incoming implements AsyncIterableIterator<Uint8Array> {
  private held: Uint8Array[] = [];
  private size = 0;
  private paused = false;
  private ending: { readonly error?: Error } | undefined;
  private waiting: Waiting | undefined;
  private leaving: NodeJS.Timeout | undefined;

  public constructor(private readonly sender: Sender) {}

  public push(piece: Uint8Array): void {
    if (this.ending !== undefined) return;
    if (this.waiting !== undefined) {
      this.settle({ done: false, value: piece });
      return;
    }
    this.held.push(piece);
    this.size += piece.byteLength;
    if (this.size < MOST_HELD_BYTES || this.paused) return;
    this.paused = true;
    this.sender.pause();
  }

  public end(): void {
    clearTimeout(this.leaving);
    this.ending ??= {};
    if (this.waiting !== undefined) this.settle({ done: true, value: undefined });
  }

  /** What came before is still read. */
  public fail(error: Error): void {
    clearTimeout(this.leaving);
    this.ending ??= { error };
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.reject(error);
  }

  /** What has come together goes on together. */
  public next(): Promise<IteratorResult<Uint8Array>> {
    if (this.held.length > 0) return Promise.resolve({ done: false, value: this.takeAll() });
    if (this.ending?.error !== undefined) return Promise.reject(this.ending.error);
    if (this.ending !== undefined) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  public async return(): Promise<IteratorResult<Uint8Array>> {
    if (this.ending === undefined) {
      this.ending = {};
      this.sender.abort(GONE);
    }
    this.held = [];
    return { done: true, value: undefined };
  }

  /**
   * The reader has read all that matters. Its sender may still come to the body's end, so that the connection serves the
   * next call: a new one, with TLS, costs several round trips. One who does not come to it soon is left.
   */
  public letEnd(): void {
    if (this.ending !== undefined) return;
    this.ending = {};
    this.takeAll();
    this.leaving = setTimeout(() => this.sender.abort(GONE), LONGEST_END_MILLISECONDS).unref();
  }

  /** Whoever waits for more waits no longer, and the sender is left. */
  public giveUp(): void {
    if (this.ending !== undefined) return;
    this.fail(GONE);
    this.sender.abort(GONE);
  }

  public [Symbol.asyncIterator](): this {
    return this;
  }

  private takeAll(): Uint8Array {
    const all = this.held.length === 1 ? this.held[0] : Buffer.concat(this.held);
    this.held = [];
    this.size = 0;
    if (this.paused) {
      this.paused = false;
      this.sender.resume();
    }
    return all;
  }

  private settle(result: IteratorResult<Uint8Array>): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(result);
  }
}
