import { InTurn } from '../in-turn';
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
  /** It is to run: one that ended by itself comes back. */
  private wanted = false;
  private readonly inTurn = new InTurn();

  public constructor(private readonly parts: CellProberParts) {}

  public start(): Promise<void> {
    this.wanted = true;
    return this.inTurn.run(() => this.launch());
  }

  private async launch(): Promise<void> {
    if (this.running !== undefined || !this.wanted) return;
    const { launch, everySeconds, time, onTrouble } = this.parts;
    const process = await launch();
    if (!this.wanted) return process.stop();
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
      this.inTurn.run(() => this.launch()).catch((error: Error) => onTrouble(error.message));
    };
    this.running = { process, end };
  }

  /** At once, whatever it was doing. */
  public stop(): Promise<void> {
    this.wanted = false;
    return this.inTurn.run(async () => {
      const { running } = this;
      this.running = undefined;
      running?.end();
      await running?.process.stop();
    });
  }

  /** Its schedule calls it no more: what it last said grows old. */
  public pause(): void {
    this.scheduled = false;
  }

  public resume(): void {
    this.scheduled = true;
  }
}
