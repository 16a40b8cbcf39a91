import { accept } from '../../../../lib/gateway/jobs/accept';
import { lookAt, stateOf, sumOf } from '../../../../lib/gateway/jobs/look';
import type { Leaving } from '../../../../lib/gateway/jobs/worker/leaving';
import { Pace } from '../../../../lib/gateway/jobs/worker/pace';
import type { News } from '../../../../lib/gateway/jobs/worker/webhook';
import { Worker } from '../../../../lib/gateway/jobs/worker/worker';
import { RetryBudget } from '../../../../lib/gateway/ladder/retry-budget';
import type { TraceContext } from '../../../../lib/gateway/observe/trace-context';
import { step } from '../../support/ladder';
import type { Script } from '../../support/scripted-provider';
import { asked, JobsScene, ROUTES } from './jobs-scene';

/** One worker of a scene's cell, and the job that it is handed. */
export class WorkScene extends JobsScene {
  public isEvacuated = false;
  public readonly news: News[] = [];
  public deaf = false;
  public leaving: Leaving | undefined;
  private readonly pace = new Pace({ clock: this.clock, requestsPerSecond: 100 });
  private worker: Worker | undefined;

  public ladder(...scripts: readonly (Script | readonly Script[])[]): void {
    this.steps = scripts.map((script, index) => step(`rung-${index + 1}`, index === 0 ? 1 : 2, script, this.clock));
    this.worker = undefined;
  }

  public async accept(
    more: {
      deadlineSeconds?: number;
      webhook?: boolean;
      durability?: 'cloud';
      text?: string;
      trace?: TraceContext;
    } = {},
  ) {
    const acceptance = await accept(this.place, {
      accepted: {
        route: 'extract',
        floor: 2,
        deadline: this.clock.now() + (more.deadlineSeconds ?? 86_400) * 1000,
        durability: more.durability ?? 'region',
        ...(more.webhook && { webhook: { url: 'https://example.com/done', secret: 'whsec_x' } }),
        ...(more.trace && { trace: more.trace }),
      },
      text: more.text ?? JSON.stringify(asked().request),
      otherCloudDown: 'refuse',
    });
    if (acceptance.kind !== 'accepted') throw new Error('not accepted');
    await this.queue.send({ job: acceptance.look.id, queuedAt: this.clock.now() });
    return acceptance.look.id;
  }

  /** Hands the worker what the queue has now. */
  public async work(): Promise<void> {
    const worker = this.theWorker();
    for (const delivery of await this.queue.receive(10)) await worker.handle(delivery);
  }

  public rest(): Promise<number> {
    return this.theWorker().rest();
  }

  private theWorker(): Worker {
    this.worker ??= new Worker({
      place: this.place,
      queue: this.queue,
      routes: ROUTES,
      models: {
        cell: this.place.cell,
        steps: this.steps,
        retries: new RetryBudget(),
        clock: this.clock,
        newId: () => 'id',
      },
      pace: this.pace,
      isEvacuated: async () => this.isEvacuated,
      notify: async (_webhook, news) => {
        if (this.deaf) throw new Error('nobody listens');
        this.news.push(news);
      },
      observe: this.observe,
      ...(this.recording && { spans: this.takeSpans }),
      ...(this.leaving && { leaving: this.leaving }),
    });
    return this.worker;
  }

  public async look(id: Awaited<ReturnType<WorkScene['accept']>>) {
    const look = lookAt(id, await this.ledger.read(id))!;
    return { state: stateOf(look, this.clock.now()), look, attempts: sumOf(look, 'attempts') };
  }

  public get whats() {
    return this.events.map(({ what }) => what);
  }
}
