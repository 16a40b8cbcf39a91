import type { Objects } from '../stubs/objects';
import type { ServiceTime } from '../time';
import { GlobalTable, type TablePlan } from './global-table';
import type { Queue, QueuePlan } from './queue';
import { queuesByName } from './queues-by-name';

/** What a Region of AWS keeps, whoever asks for it. Where it is lost, nobody has it; it comes back with what it had. */
export interface Region {
  readonly name: string;
  isUp: boolean;
  readonly objects: Objects;
  readonly queues: ReadonlyMap<string, Queue>;
}

/** What is asked of a service goes to the Region for which it is signed, whichever cell asks. */
export class Regions {
  private readonly byName: ReadonlyMap<string, Region>;
  private readonly tables: ReadonlyMap<string, GlobalTable>;

  public constructor(
    plan: ReadonlyMap<string, readonly QueuePlan[]>,
    tables: readonly TablePlan[],
    private readonly time: Pick<ServiceTime, 'now' | 'after' | 'since'>,
  ) {
    this.byName = new Map(
      [...plan].map(([name, queues]) => [
        name,
        { name, isUp: true, objects: new Map() as Objects, queues: queuesByName(queues, time) },
      ]),
    );
    const isUp = (region: string) => this.byName.get(region)?.isUp ?? true;
    this.tables = new Map(tables.map((one) => [one.name, new GlobalTable(one, time, isUp)]));
  }

  /** Milliseconds since the epoch, of service time. */
  public epoch(): number {
    return Math.floor(this.time.since + this.time.now() * 1000);
  }

  public get isAny(): boolean {
    return [...this.byName.values()].some(({ isUp }) => isUp);
  }

  public of(name: string): Region | undefined {
    return this.byName.get(name);
  }

  public table(name: string): GlobalTable | undefined {
    return this.tables.get(name);
  }

  public lose(name: string): void {
    const region = this.byName.get(name);
    if (region !== undefined) region.isUp = false;
  }

  public restore(name: string): void {
    const region = this.byName.get(name);
    if (region !== undefined) region.isUp = true;
    for (const table of this.tables.values()) table.catchUp();
  }
}

/** `AWS4-HMAC-SHA256 Credential=KEY/20261126/eu-west-1/dynamodb/aws4_request, …`: the Region in it. */
export function signedFor(authorization: string | undefined): string | undefined {
  return /Credential=[^/]+\/\d{8}\/([^/]+)\/[^/]+\/aws4_request/.exec(authorization ?? '')?.[1];
}
