import { randomUUID } from 'node:crypto';
import type { ServiceTime } from '../time';

/** A queue, as its template has it. */
export interface QueuePlan {
  readonly name: string;
  readonly visibilitySeconds: number;
  /** Where a message goes that was received more than so often. */
  readonly deadLetters?: { readonly name: string; readonly maxReceives: number };
  /** How long a message stays away once nobody was done with it: twice as long each time, between these. At once by default. */
  readonly backoff?: { readonly leastSeconds: number; readonly mostSeconds: number };
}

/** A message that was handed out. */
export interface Received {
  readonly id: string;
  readonly body: string;
  readonly receipt: string;
  readonly receives: number;
  /** Seconds of service time. */
  readonly sentAt: number;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  receives: number;
}

interface Hidden {
  readonly message: Message;
  readonly cancel: () => void;
}

/**
 * A standard queue of SQS, or a subscription of Pub/Sub, in service time. It outlives its Region's loss: what waits there
 * waits on.
 */
export class Queue {
  private readonly visible: Message[] = [];
  private readonly hidden = new Map<string, Hidden>();
  private readonly delayed = new Map<string, Message>();
  private waiting: (() => void)[] = [];

  public constructor(
    public readonly plan: QueuePlan,
    private readonly time: Pick<ServiceTime, 'now' | 'after'>,
    private readonly deadLetters?: Queue,
  ) {}

  /** Everything that is in it, hidden and delayed messages too. */
  public get bodies(): readonly string[] {
    const hidden = [...this.hidden.values()].map(({ message }) => message);
    return [...this.visible, ...hidden, ...this.delayed.values()].map(({ body }) => body);
  }

  /** @returns its id */
  public send(body: string, delaySeconds = 0): string {
    const message = { id: randomUUID(), body, sentAt: this.time.now(), receives: 0 };
    this.delay(message, delaySeconds);
    return message.id;
  }

  /** At most so many of those that can be had now. */
  public receive(most: number): readonly Received[] {
    const received: Received[] = [];
    while (received.length < most && this.visible.length > 0) {
      const message = this.visible.shift()!;
      message.receives += 1;
      if (this.deadLetters !== undefined && message.receives > (this.plan.deadLetters?.maxReceives ?? 0)) {
        this.deadLetters.show({ ...message, receives: 0 });
        continue;
      }
      const receipt = randomUUID();
      this.hide(receipt, message, this.plan.visibilitySeconds);
      received.push({ ...message, receipt });
    }
    return received;
  }

  /** Settles when there is something to receive. */
  public filled(): Promise<void> {
    if (this.visible.length > 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** By a receipt; an old one changes nothing. */
  public delete(receipt: string): void {
    this.hidden.get(receipt)?.cancel();
    this.hidden.delete(receipt);
  }

  /** False where the message is not hidden by this receipt any more. */
  public changeVisibility(receipt: string, seconds: number): boolean {
    const hidden = this.hidden.get(receipt);
    if (hidden === undefined) return false;
    hidden.cancel();
    this.hide(receipt, hidden.message, seconds);
    return true;
  }

  private hide(receipt: string, message: Message, seconds: number): void {
    const cancel = this.time.after(seconds, () => {
      this.hidden.delete(receipt);
      this.delay(message, this.backoffOf(message));
    });
    this.hidden.set(receipt, { message, cancel });
  }

  private backoffOf({ receives }: Message): number {
    const { leastSeconds, mostSeconds } = this.plan.backoff ?? { leastSeconds: 0, mostSeconds: 0 };
    return Math.min(mostSeconds, leastSeconds * 2 ** (receives - 1));
  }

  private delay(message: Message, seconds: number): void {
    if (seconds <= 0) {
      this.show(message);
      return;
    }
    this.delayed.set(message.id, message);
    this.time.after(seconds, () => {
      this.delayed.delete(message.id);
      this.show(message);
    });
  }

  private show(message: Message): void {
    this.visible.push(message);
    for (const wake of this.waiting.splice(0)) wake();
  }
}
