import type { Server } from 'node:http';
import type { CellId } from '../../../../lib/contract/cell';
import type { JobsConfig } from '../../../../lib/contract/job';
import type { Route } from '../../../../lib/contract/route';
import { createApp, type Serve } from '../../../../lib/gateway/app';
import type { JobEvent } from '../../../../lib/gateway/jobs/events';
import type { Ledger } from '../../../../lib/gateway/jobs/ledger';
import type { PayloadStore } from '../../../../lib/gateway/jobs/payload-store';
import { Payloads } from '../../../../lib/gateway/jobs/payloads';
import type { JobPlace } from '../../../../lib/gateway/jobs/place';
import { RetryBudget } from '../../../../lib/gateway/ladder/retry-budget';
import type { Step } from '../../../../lib/gateway/ladder/steps';
import { Admission } from '../../../../lib/gateway/load/admission';
import { ByteBudget } from '../../../../lib/gateway/load/byte-budget';
import type { LogLine } from '../../../../lib/gateway/log';
import type { Span } from '../../../../lib/gateway/observe/spans/span';
import { route } from '../../support/ladder';
import { type Listening, listen } from '../../support/listen';
import { ManualClock } from '../../support/manual-clock';
import { Random } from '../simulation/random';
import { MemoryLedger } from './memory-ledger';
import { MemoryQueue } from './memory-queue';

export const CELL: CellId = 'aws:eu-west-1';
export const OTHER: CellId = 'aws:eu-central-1';

export const JOBS_CONFIG: JobsConfig = {
  cells: [
    { id: CELL, url: 'https://eu-west-1.aws.ai.example.com', bucket: 'state-eu-west-1' },
    { id: OTHER, url: 'https://eu-central-1.aws.ai.example.com', bucket: 'state-eu-central-1' },
  ],
  consistency: { aws: 'strong', google: 'strong' },
  times: {
    attempt: 20,
    visibility: 120,
    requeueAfter: 180,
    rescueAfter: 300,
    defaultDeadline: 86_400,
    longestDeadline: 259_200,
    keep: 604_800,
  },
  requestsPerSecond: 10,
  workers: 1,
};

export const ROUTES: readonly Route[] = [
  route({ name: 'extract', floor: 2, queue: 'allowed' }),
  route({ name: 'chat' }),
  route({ name: 'both', queue: 'allowed', durability: 'cloud' }),
  route({ name: 'rather', queue: 'allowed', durability: 'cloud', otherCloudDown: 'region' }),
];

/** Objects in memory, or none at all. */
export class MemoryBucket implements PayloadStore {
  public readonly objects = new Map<string, string>();
  public isDown = false;

  public async put(key: string, text: string): Promise<void> {
    if (this.isDown) throw new Error('down');
    this.objects.set(key, text);
  }

  public async get(key: string): Promise<string | undefined> {
    if (this.isDown) throw new Error('down');
    return this.objects.get(key);
  }
}

/** A ledger that fails while it is told to: before it does anything, or after all of it. */
export class BreakableLedger extends MemoryLedger {
  public broken: 'before' | 'after' | undefined;

  public override read(id: string) {
    return this.broken === 'before' ? Promise.reject(new Error('down')) : super.read(id);
  }

  public override insert(row: Parameters<Ledger['insert']>[0]) {
    return this.around(() => super.insert(row));
  }

  public override replace(row: Parameters<Ledger['replace']>[0]) {
    return this.around(() => super.replace(row));
  }

  private async around(write: () => Promise<boolean>): Promise<boolean> {
    if (this.broken === 'before') throw new Error('down');
    const written = await write();
    if (this.broken === 'after') throw new Error('no answer came');
    return written;
  }
}

/** One cell's jobs on a clock that stands. */
export class JobsScene {
  public readonly clock = new ManualClock();
  public readonly ledger = new BreakableLedger();
  public readonly otherCloud = new BreakableLedger();
  public readonly queue = new MemoryQueue({ clock: this.clock, visibilitySeconds: 120, maxReceives: 5 });
  public readonly buckets = new Map([
    [CELL, new MemoryBucket()],
    [OTHER, new MemoryBucket()],
  ]);
  public readonly events: JobEvent[] = [];
  public readonly lines: LogLine[] = [];
  public readonly spans: Span[] = [];
  public recording = true;
  public readonly place: JobPlace;
  public steps: readonly Step[] = [];
  public admission = new Admission(this.clock);

  public constructor(more: Partial<JobPlace> = {}) {
    const random = new Random(1);
    this.place = {
      cell: CELL,
      config: JOBS_CONFIG,
      ledger: this.ledger,
      mirrors: [],
      otherCloud: this.otherCloud,
      payloads: new Payloads(this.buckets),
      clock: this.clock,
      random: () => random.hex(),
      ...more,
    };
  }

  public readonly observe = (event: JobEvent): void => {
    this.events.push(event);
  };

  public readonly takeSpans = (made: readonly Span[]): void => void this.spans.push(...made);

  public app(): Serve {
    return createApp({
      cell: this.place.cell,
      config: { version: 1, service: 'assistant', ladder: [], routes: ROUTES, jobs: JOBS_CONFIG },
      steps: this.steps,
      retries: new RetryBudget(),
      admission: this.admission,
      bytes: new ByteBudget(),
      keys: { admit: async () => 'admitted' },
      health: { answer: async () => undefined },
      jobs: { place: this.place, queue: this.queue, observe: this.observe },
      clock: this.clock,
      log: (line) => this.lines.push(line),
      newId: () => 'id',
      ...(this.recording && { spans: this.takeSpans }),
    });
  }

  public serve(serverOf: (serve: Serve) => Server): Promise<Listening> {
    return listen(serverOf((request, caller) => this.app()(request, caller)));
  }
}

export const asked = (model = 'extract', content = 'a secret question') => ({
  request: { model, messages: [{ role: 'user', content }] },
});
