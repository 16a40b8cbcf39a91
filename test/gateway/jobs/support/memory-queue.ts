import type { JobMessage } from '../../../../lib/contract/job';
import type { Clock } from '../../../../lib/gateway/clock';
import type { Delivery, JobQueue } from '../../../../lib/gateway/jobs/job-queue';

export interface MemoryQueueOptions {
  readonly clock: Clock;
  readonly visibilitySeconds: number;
  /** After so many receipts the queue itself puts a message aside, without a reason. */
  readonly maxReceives: number;
  /** Which of so many that are visible is handed out next; the first where it is left out. */
  readonly pick?: (count: number) => number;
}

interface Held {
  readonly message: JobMessage;
  receives: number;
  receipt: string;
  /** Calls off its return; undefined while it is visible. */
  hidden?: () => void;
}

/** A queue as SQS is one, in one process. */
export class MemoryQueue implements JobQueue {
  public readonly deadLetters: JobMessage[] = [];
  private readonly visible: Held[] = [];
  private readonly invisible = new Map<string, Held>();
  private readonly waiting: (() => void)[] = [];
  private receipts = 0;

  public constructor(private readonly options: MemoryQueueOptions) {}

  /** Messages that are in it, hidden ones too. */
  public get depth(): number {
    return this.visible.length + this.invisible.size;
  }

  public async send(message: JobMessage): Promise<void> {
    this.show({ message: { ...message }, receives: 0, receipt: '' });
  }

  public async receive(most: number): Promise<readonly Delivery[]> {
    const deliveries: Delivery[] = [];
    while (deliveries.length < most && this.visible.length > 0) {
      const { visible, options } = this;
      const at = options.pick?.(visible.length) ?? 0;
      const held = visible[at];
      visible[at] = visible[visible.length - 1];
      visible.pop();
      held.receives += 1;
      if (held.receives > options.maxReceives) {
        this.deadLetters.push(held.message);
        continue;
      }
      this.receipts += 1;
      held.receipt = `receipt-${this.receipts}`;
      this.hide(held, options.visibilitySeconds);
      deliveries.push({ message: held.message, receipt: held.receipt });
    }
    return deliveries;
  }

  /** Settles when there is something to receive. */
  public filled(): Promise<void> {
    if (this.visible.length > 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  public async acknowledge({ receipt }: Delivery): Promise<void> {
    this.invisible.get(receipt)?.hidden?.();
    this.invisible.delete(receipt);
  }

  public async extend({ receipt }: Delivery, seconds: number): Promise<void> {
    const held = this.invisible.get(receipt);
    if (held === undefined) throw new Error('the receipt has expired');
    held.hidden?.();
    this.hide(held, seconds);
  }

  public async defer(delivery: Delivery, seconds: number): Promise<void> {
    this.receipts += 1;
    this.hide({ message: delivery.message, receives: 0, receipt: `deferred-${this.receipts}` }, seconds);
    await this.acknowledge(delivery);
  }

  public async bury(message: JobMessage): Promise<void> {
    this.deadLetters.push(message);
  }

  private hide(held: Held, seconds: number): void {
    this.invisible.set(held.receipt, held);
    held.hidden = this.options.clock.after(seconds * 1000, () => {
      this.invisible.delete(held.receipt);
      this.show(held);
    });
  }

  private show(held: Held): void {
    held.hidden = undefined;
    this.visible.push(held);
    for (const wake of this.waiting.splice(0)) wake();
  }
}
