import type { Objects } from '../../stubs/objects';
import type { ServiceTime } from '../../time';
import type { Queue } from '../queue';
import { queuesByName } from '../queues-by-name';
import { Database, type DatabasePlan } from './database';
import type { SubscriptionPlan } from './subscription-plan';

/** What a region of Google Cloud keeps, as its templates have it. */
export interface GoogleRegionPlan {
  readonly name: string;
  /** The bucket of its cell's state. */
  readonly bucket: string | undefined;
  readonly subscriptions: readonly SubscriptionPlan[];
}

interface GoogleRegion {
  readonly plan: GoogleRegionPlan;
  isUp: boolean;
  readonly objects: Objects;
  /** By the subscription's name. */
  readonly queues: ReadonlyMap<string, Queue>;
}

/**
 * What the regions of Google Cloud keep, whoever asks for it, of either cloud. A lost region's topics and bucket come back
 * with what they had. A database of one region is lost with it; one of several is there as long as any region here is.
 */
export class GoogleRegions {
  private readonly byName: ReadonlyMap<string, GoogleRegion>;
  private readonly databases: ReadonlyMap<string, Database>;

  public constructor(
    plans: readonly GoogleRegionPlan[],
    databases: readonly DatabasePlan[],
    private readonly time: Pick<ServiceTime, 'now' | 'after' | 'since'>,
  ) {
    this.byName = new Map(
      plans.map((plan) => [
        plan.name,
        { plan, isUp: true, objects: new Map(), queues: queuesByName(plan.subscriptions, time) },
      ]),
    );
    this.databases = new Map(databases.map((one) => [one.name, new Database(one, this.epoch)]));
  }

  /** Milliseconds since the epoch, of service time. */
  public readonly epoch = (): number => this.epochAt(this.time.now());

  /** @param seconds of service time */
  public epochAt(seconds: number): number {
    return Math.floor(this.time.since + seconds * 1000);
  }

  /** Of a waiting receipt. */
  public after(seconds: number, call: () => void): () => void {
    return this.time.after(seconds, call);
  }

  /** Is any region there? What has no region of its own is lost with all of them. */
  public get isAny(): boolean {
    return [...this.byName.values()].some(({ isUp }) => isUp);
  }

  public isUp(name: string): boolean {
    return this.byName.get(name)?.isUp ?? this.isAny;
  }

  public lose(name: string): void {
    const region = this.byName.get(name);
    if (region !== undefined) region.isUp = false;
  }

  public restore(name: string): void {
    const region = this.byName.get(name);
    if (region !== undefined) region.isUp = true;
  }

  /** Undefined where nothing makes it; with its location, which may be lost. */
  public database(name: string): Database | undefined {
    return this.databases.get(name);
  }

  /** What a region keeps in buckets. */
  public objectsOf(name: string): Objects | undefined {
    return this.byName.get(name)?.objects;
  }

  /** The region in which a bucket lies. */
  public regionOfBucket(bucket: string): string | undefined {
    return [...this.byName.values()].find(({ plan }) => plan.bucket === bucket)?.plan.name;
  }

  /** What a subscription holds, and where. */
  public subscription(name: string): { readonly region: string; readonly queue: Queue } | undefined {
    for (const { plan, queues } of this.byName.values()) {
      const queue = queues.get(name);
      if (queue !== undefined) return { region: plan.name, queue };
    }
    return undefined;
  }

  /** All that hears of what is published at a topic, and where; undefined where there is no such topic. */
  public topic(name: string): { readonly region: string; readonly queues: readonly Queue[] } | undefined {
    for (const { plan, queues } of this.byName.values()) {
      const heard = plan.subscriptions.filter(({ topic }) => topic === name);
      if (heard.length > 0) return { region: plan.name, queues: heard.map((one) => queues.get(one.name)!) };
    }
    return undefined;
  }
}
