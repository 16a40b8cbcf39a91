import { lambdaEnvironment } from '../environment';
import { LazyFunction } from '../functions/lazy-function';
import type { Surroundings } from '../functions/protocol';
import type { Late } from '../lag';
import type { FunctionPlan } from '../plan/cell-plan';
import type { JobsPlan } from '../plan/jobs-plan';
import { every, type ServiceTime } from '../time';
import { EventSource } from './event-source';
import type { Region } from './regions';
import { MOST_WORKERS, type Workings } from './workings';

export interface CellJobsParts {
  readonly plan: JobsPlan;
  readonly region: Region;
  /** What is added to the environment of every process of the cell. */
  readonly added: Readonly<Record<string, string>>;
  readonly surroundings: Surroundings;
  readonly time: ServiceTime;
  readonly onTrouble: (message: string) => void;
  readonly onLate: Late;
}

/** What works a Region's jobs off: its worker, fed from its queue, and its sweep, called by its schedule. */
export class CellJobs implements Workings {
  private readonly workers: readonly LazyFunction[];
  private readonly sweep: LazyFunction | undefined;
  private running: { readonly source: EventSource; readonly end: () => void } | undefined;

  public constructor(private readonly parts: CellJobsParts) {
    const { worker, sweep } = parts.plan;
    const count = Math.min(MOST_WORKERS, worker.most);
    this.workers = Array.from({ length: count }, () => this.environmentOf(worker.program));
    this.sweep = sweep && this.environmentOf(sweep.program);
  }

  public async start(): Promise<void> {
    if (this.running !== undefined) return;
    const { plan, region, time, onTrouble } = this.parts;
    const queue = region.queues.get(plan.queue.name)!;
    const { worker, sweep } = plan;
    const source = new EventSource({
      ...{ queue, region: region.name, environments: this.workers, time, onTrouble },
      plan: { ...worker, timeoutSeconds: worker.program.timeoutSeconds },
    });
    void source.run();
    const over = new AbortController();
    let busy = false;
    const call = async () => {
      // It has one invocation at a time, and a minute that was missed is not made up for.
      if (busy || this.sweep === undefined) return;
      busy = true;
      await this.sweep.call({}, over.signal).catch((error: Error) => {
        if (!over.signal.aborted) onTrouble(error.message);
      });
      busy = false;
    };
    let cancel = () => {};
    if (sweep !== undefined) {
      const begin = () => {
        cancel = every(time, sweep.everySeconds, () => void call());
      };
      cancel = time.after(sweep.everySeconds, begin);
    }
    const end = () => {
      cancel();
      over.abort();
    };
    this.running = { source, end };
  }

  /** At once, whatever it was doing. */
  public async stop(): Promise<void> {
    this.running?.source.stop();
    this.running?.end();
    this.running = undefined;
    await Promise.all([...this.workers, this.sweep].map((one) => one?.stop()));
  }

  private environmentOf(program: FunctionPlan): LazyFunction {
    const { region, added, surroundings, onTrouble } = this.parts;
    const onLate = (milliseconds: number) => this.parts.onLate(`aws:${region.name} ${program.name}`, milliseconds);
    const environment = { ...lambdaEnvironment(program, region.name), ...program.environment, ...added };
    return new LazyFunction({ ...program, environment, surroundings, onLate }, onTrouble);
  }
}
