import type { Clock } from '../../clock';
import type { OtlpPost } from './otlp-post';
import type { Attribute, Span } from './span';

/** As many as OpenTelemetry's own processor holds; what comes on top is dropped, and counted. */
const MOST_HELD = 2048;
/** Its other defaults: so many go out together, this long after the first of them came. */
const BATCH = 512;
const DELAY_MILLISECONDS = 5000;

export interface OtlpOptions {
  /** What sends them. */
  readonly resource: readonly Attribute[];
  readonly post: OtlpPost;
  readonly clock: Clock;
  /** Told how many spans nobody will see: there were too many, or they were not taken. */
  readonly dropped: (count: number) => void;
}

/**
 * Sends spans behind the requests' backs, one batch at a time, and holds no more than so many: a collector that is slow
 * or dark costs spans, never an answer. What it does not take is not sent again.
 */
export class OtlpExporter {
  private held: Span[] = [];
  private sending: Promise<void> | undefined;
  private callOff: (() => void) | undefined;

  public constructor(private readonly options: OtlpOptions) {}

  public take(spans: readonly Span[]): void {
    const room = MOST_HELD - this.held.length;
    if (spans.length > room) this.options.dropped(spans.length - Math.max(0, room));
    this.held.push(...spans.slice(0, Math.max(0, room)));
    if (this.held.length >= BATCH) void this.flush();
    else this.callOff ??= this.options.clock.after(DELAY_MILLISECONDS, () => void this.flush());
  }

  /** Sends what is held; settles once it has been taken or dropped. Never rejects. */
  public flush(): Promise<void> {
    this.callOff?.();
    this.callOff = undefined;
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
    });
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    while (this.held.length > 0) {
      const batch = this.held.slice(0, BATCH);
      const taken = await this.options.post(bodyOf(this.options.resource, batch)).catch(() => false);
      this.held.splice(0, batch.length);
      if (!taken) this.options.dropped(batch.length);
    }
  }
}

function bodyOf(attributes: readonly Attribute[], spans: readonly Span[]): string {
  return JSON.stringify({
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: 'cdk-understudy' }, spans }] }],
  });
}
