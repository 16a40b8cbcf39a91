import { every, type ServiceTime } from '../time';

/** A prober's process. */
export interface ProberProcess {
  /** Called when the process ends without having been asked to. */
  onCrash?: (message: string) => void;
  /** One period, as the schedule would say it. Rejects where the prober says that it failed. */
  period(periodSeconds: number, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export interface CellProberParts {
  readonly launch: () => Promise<ProberProcess>;
  readonly everySeconds: number;
  readonly time: ServiceTime;
  readonly onTrouble: (message: string) => void;
}

/** A cell's prober and the schedule that calls it: one period at a time, in step with service time. */
export class CellProber {
  private running: { readonly process: ProberProcess; readonly end: () => void } | undefined;
  private scheduled = true;

  public constructor(private readonly parts: CellProberParts) {}

  public async start(): Promise<void> {
    if (this.running !== undefined) return;
    const { launch, everySeconds, time, onTrouble } = this.parts;
    const process = await launch();
    const over = new AbortController();
    // On this machine's clock, by which the health paths judge how old a state is.
    const periodSeconds = time.wallMilliseconds(everySeconds) / 1000;
    let busy = false;
    let due = false;
    const call = async () => {
      // One call waits, as Lambda keeps it for a minute: where minutes are short, a period may outlast its own.
      due = true;
      if (busy) return;
      busy = true;
      while (due && !over.signal.aborted) {
        due = false;
        await process.period(periodSeconds, over.signal).catch((error: Error) => {
          if (!over.signal.aborted) onTrouble(`a prober's period failed: ${error.message}`);
        });
      }
      busy = false;
    };
    const cancel = every(time, everySeconds, () => {
      if (this.scheduled) void call();
    });
    const end = () => {
      cancel();
      over.abort();
    };
    process.onCrash = (message) => {
      end();
      this.running = undefined;
      onTrouble(message);
      // The schedule's next call would start it anew.
      this.start().catch((error: Error) => onTrouble(error.message));
    };
    this.running = { process, end };
  }

  /** At once, whatever it was doing. */
  public async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    running?.end();
    await running?.process.stop();
  }

  /** Its schedule calls it no more: what it last said grows old. */
  public pause(): void {
    this.scheduled = false;
  }

  public resume(): void {
    this.scheduled = true;
  }
}
