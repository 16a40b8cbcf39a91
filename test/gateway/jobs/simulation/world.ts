import { type CellId, cellId } from '../../../../lib/contract/cell';
import type { Consistency, JobsConfig } from '../../../../lib/contract/job';
import { createApp, type Serve } from '../../../../lib/gateway/app';
import type { Clock } from '../../../../lib/gateway/clock';
import type { GatewayRequest } from '../../../../lib/gateway/exchange';
import type { JobEvent } from '../../../../lib/gateway/jobs/events';
import type { JobQueue } from '../../../../lib/gateway/jobs/job-queue';
import type { Ledger } from '../../../../lib/gateway/jobs/ledger';
import { Payloads } from '../../../../lib/gateway/jobs/payloads';
import type { JobPlace } from '../../../../lib/gateway/jobs/place';
import { Sweep } from '../../../../lib/gateway/jobs/sweep/sweep';
import { wait } from '../../../../lib/gateway/jobs/wait';
import { Pace } from '../../../../lib/gateway/jobs/worker/pace';
import { pull } from '../../../../lib/gateway/jobs/worker/pull';
import { Worker } from '../../../../lib/gateway/jobs/worker/worker';
import { Gate } from '../../../../lib/gateway/ladder/gate';
import { RetryBudget } from '../../../../lib/gateway/ladder/retry-budget';
import { Admission } from '../../../../lib/gateway/load/admission';
import { ByteBudget } from '../../../../lib/gateway/load/byte-budget';
import { route as routeOf } from '../../support/ladder';
import { MemoryLedger } from '../support/memory-ledger';
import { MemoryQueue } from '../support/memory-queue';
import { faulty } from './faulty';
import { Model } from './model';
import { Process } from './process';
import type { Random } from './random';
import { Replicas } from './replicas';
import { skewed, VirtualClock } from './virtual-clock';

export interface WorldOptions {
  readonly random: Random;
  readonly consistency: Consistency;
  readonly cells: number;
  /** Worker processes of a cell, and the jobs that each works at together. */
  readonly workers: number;
  readonly slots: number;
  /** What one cell's workers may ask in a second. */
  readonly requestsPerSecond: number;
  readonly model: { readonly latency: readonly [number, number]; readonly perSecond: number };
  /** The share of calls that fail, and of calls that only seem to. */
  readonly lost: number;
  readonly ambiguous: number;
  /** The share of messages that the queue sends twice. */
  readonly doubled: number;
  /** Milliseconds by which a cell's clock may be wrong, either way. */
  readonly skew: number;
  /** Milliseconds, of one write to one replica. */
  readonly lag: () => number;
}

export const ROUTE = routeOf({ name: 'extract', floor: 1, queue: 'allowed', deadlineSeconds: 20 });

const TIMES = {
  attempt: 20,
  visibility: 120,
  requeueAfter: 180,
  rescueAfter: 300,
  defaultDeadline: 24 * 60 * 60,
  longestDeadline: 72 * 60 * 60,
  keep: 7 * 24 * 60 * 60,
};
const SWEEP_EVERY_MILLISECONDS = 60_000;
const REGIONS = ['eu-west-1', 'eu-central-1', 'eu-west-3'];

/** Cells with the real workers, sweeps and API, over ledgers and queues in memory and a clock of its own. */
export class World {
  public readonly clock = new VirtualClock();
  public readonly model: Model;
  public readonly cells: readonly Cell[];
  public readonly counts: Partial<Record<JobEvent['what'], number>> = {};
  public readonly config: JobsConfig;
  private readonly replicas: Replicas;

  public constructor(public readonly options: WorldOptions) {
    const { random, consistency, cells, workers, requestsPerSecond } = options;
    this.model = new Model({ clock: this.clock, random, ...options.model });
    const ids = REGIONS.slice(0, cells).map((region) => cellId('aws', region));
    this.config = {
      cells: ids.map((id) => ({ id, url: `https://${id}`, bucket: id })),
      consistency: { aws: consistency, google: consistency },
      times: TIMES,
      requestsPerSecond,
      workers,
    };
    this.replicas = new Replicas(cells, this.clock, options.lag);
    const strong = new MemoryLedger();
    const ledgers = ids.map((_, number) => (consistency === 'strong' ? strong : this.replicas.at(number)));
    this.cells = ids.map((id, number) => new Cell(this, id, number, ledgers));
  }

  public start(): void {
    for (const cell of this.cells) cell.start();
  }

  /** A cell disappears, for good. */
  public lose(cell: Cell): void {
    cell.die();
    this.replicas.lose(cell.number);
  }

  public observe = ({ what }: JobEvent): void => {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  };
}

export class Cell {
  public isLost = false;
  public isEvacuated = false;
  /** Nobody reaches its queue. */
  public isQueueDown = false;
  public readonly queue: MemoryQueue;
  public readonly app: Serve;
  private readonly clock: Clock;
  private readonly workers: Process[] = [];
  private readonly own = new Process();

  public constructor(
    private readonly world: World,
    public readonly id: CellId,
    public readonly number: number,
    private readonly ledgers: readonly Ledger[],
  ) {
    const { random, skew } = world.options;
    this.clock = skewed(world.clock, random.between(-skew, skew + 1));
    this.queue = new MemoryQueue({
      clock: world.clock,
      visibilitySeconds: TIMES.visibility,
      maxReceives: 5,
      // Roughly in order.
      pick: (count) => random.between(0, Math.min(count, 20)),
    });
    this.app = this.gateway(this.own);
  }

  public start(): void {
    for (let number = 0; number < this.world.options.workers; number += 1) this.startWorker(number);
    void this.sweepForEver(this.own);
  }

  public die(): void {
    this.isLost = true;
    this.own.kill();
    for (const worker of this.workers) worker.kill();
  }

  /** One of its workers is killed, and another started after a while. */
  public killWorker(number: number, startsAgainAfter: number): void {
    this.workers[number].kill();
    this.world.clock.after(startsAgainAfter, () => {
      if (!this.isLost && !this.workers[number].isAlive) this.startWorker(number);
    });
  }

  private startWorker(number: number): void {
    const { random, slots, requestsPerSecond, workers } = this.world.options;
    const process = new Process();
    this.workers[number] = process;
    const clock = process.clock(this.clock);
    const queue = this.queueFor(process);
    const provider = this.world.model.seenBy((text) => {
      if (text.startsWith('crash')) this.killWorker(number, 5000);
    });
    const gate = new Gate('model', { clock, random: () => random.next(), observe: () => undefined });
    const step = {
      rung: { name: 'model', tier: 1, on: {} },
      source: { kind: 'openai-compatible', url: 'http://model', model: 'model' },
      provider,
      residency: undefined,
      gate,
    } as const;
    const isEvacuated = async () => this.isEvacuated;
    const worker = new Worker({
      place: this.place(process),
      queue,
      routes: [ROUTE],
      models: { cell: this.id, steps: [step], retries: new RetryBudget(), clock, newId: () => random.hex() },
      pace: new Pace({ clock, requestsPerSecond: requestsPerSecond / workers }),
      isEvacuated,
      notify: async () => undefined,
      observe: this.world.observe,
    });
    void pull({ worker, queue, clock, slots, isEvacuated }, new AbortController().signal);
  }

  private async sweepForEver(process: Process): Promise<void> {
    const clock = process.clock(this.clock);
    const isEvacuated = async () => this.isEvacuated;
    const { observe } = this.world;
    const sweep = new Sweep({ place: this.place(process), queue: this.queueFor(process), isEvacuated, observe });
    for (;;) {
      await wait(clock, SWEEP_EVERY_MILLISECONDS);
      await sweep.run(clock.now() + 50_000).catch(() => undefined);
    }
  }

  private gateway(process: Process): Serve {
    const clock = process.clock(this.clock);
    const { random } = this.world.options;
    return createApp({
      cell: this.id,
      config: { version: 1, service: 'assistant', ladder: [], routes: [ROUTE], jobs: this.world.config },
      steps: [],
      retries: new RetryBudget(),
      admission: new Admission(clock),
      bytes: new ByteBudget(),
      keys: { admit: async () => 'admitted' },
      health: { answer: async () => undefined },
      jobs: { place: this.place(process), queue: this.queueFor(process), observe: this.world.observe },
      clock,
      log: () => undefined,
      newId: () => random.hex(),
    });
  }

  private place(process: Process): JobPlace {
    const { world, ledgers, number } = this;
    const reached = ledgers.map((ledger, at) =>
      process.within(this.faulty(ledger, () => world.cells[at].isLost, at === number ? [1, 8] : [15, 40])),
    );
    // A strong ledger is as good by any door, and outlives each.
    const mirrors = world.options.consistency === 'strong' ? [] : reached.filter((_, at) => at !== number);
    const clock = process.clock(this.clock);
    const { random } = world.options;
    return {
      cell: this.id,
      config: world.config,
      ledger: reached[number],
      mirrors,
      payloads: new Payloads(new Map()),
      clock,
      random: () => random.hex(),
    };
  }

  private queueFor(process: Process): JobQueue {
    const { random, doubled } = this.world.options;
    const { queue } = this;
    const doubling = Object.assign(Object.create(queue) as MemoryQueue, {
      send: async (message: Parameters<JobQueue['send']>[0]) => {
        await queue.send(message);
        if (random.chance(doubled)) await queue.send(message);
      },
      receive: async (most: number) => {
        await Promise.race([queue.filled(), wait(this.world.clock, 20_000)]);
        return queue.receive(most);
      },
    });
    return process.within(this.faulty<JobQueue>(doubling, () => this.isLost || this.isQueueDown, [2, 10]));
  }

  private faulty<T extends object>(service: T, isDown: () => boolean, latency: readonly [number, number]): T {
    const { random, lost, ambiguous } = this.world.options;
    return faulty(service, { clock: this.world.clock, random, latency, lost, ambiguous, isDown });
  }
}

/** Asks a cell as a client would: undefined where nobody answers within ten seconds. */
export async function ask(
  world: World,
  cell: Cell,
  request: Pick<GatewayRequest, 'method' | 'path'> & { readonly body?: object; readonly key?: string },
): Promise<{ readonly status: number; readonly body: Record<string, never> } | undefined> {
  if (cell.isLost) return undefined;
  const { method, path, body, key } = request;
  const headers: Record<string, string | undefined> = { authorization: 'Bearer key', 'idempotency-key': key };
  const asked = cell.app(
    {
      method,
      path,
      query: () => undefined,
      header: (name) => headers[name],
      text: async () => JSON.stringify(body),
    },
    new AbortController().signal,
  );
  const answer = await Promise.race([asked, wait(world.clock, 10_000).then(() => undefined)]);
  return answer && { status: answer.status, body: JSON.parse(answer.body as string) };
}
