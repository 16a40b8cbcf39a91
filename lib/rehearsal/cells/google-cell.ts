import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../addresses';
import { addedEnvironment, cloudRunEnvironment } from '../environment';
import { InTurn } from '../in-turn';
import type { Late } from '../lag';
import { type GoogleCellPlan, goldenOf } from '../plan/cell-plan';
import { layOut } from '../services/lay-out';
import { type ServiceProcess, startService } from '../services/service-process';
import { ownServersOf } from '../stubs/own-servers';
import type { SecondTier } from '../stubs/second-tier';
import { type Stubs, startStubs } from '../stubs/stub-server';
import type { ServiceTime } from '../time';
import { broughtUp, type RunningCell } from './running-cell';
import { secretsOf } from './secrets';

export interface GoogleCellOptions {
  readonly plan: GoogleCellPlan;
  /** A folder for what the service has mounted. */
  readonly scratch: string;
  /** SHA-256 of the keys that the gateway is to accept, hex. */
  readonly keyDigests: readonly string[];
  readonly time: Pick<ServiceTime, 'after'>;
  /** Answers instead of the stubs of tier 2. */
  readonly secondTier?: SecondTier;
  /** Told when the service's process ends by itself, and when it does not come back. */
  readonly onTrouble: (message: string) => void;
  readonly onLate: Late;
}

/** A Google region: its Cloud Run service as a process. Nobody but the load balancer calls it. */
export class GoogleCell implements RunningCell {
  private running: { readonly process: ServiceProcess; readonly port: number } | undefined;
  private readonly inTurn = new InTurn();

  private constructor(
    private readonly options: GoogleCellOptions,
    public readonly stubs: Stubs,
    private readonly here: (containerPath: string) => string,
  ) {}

  public static async start(options: GoogleCellOptions): Promise<GoogleCell> {
    const { plan, keyDigests, time, secondTier } = options;
    // By region: a service has the same name in each.
    const root = join(options.scratch, 'google', plan.region);
    mkdirSync(root, { recursive: true });
    const here = layOut(root, plan.service.files);
    const secrets = secretsOf(plan, keyDigests);
    const stubs = await startStubs({
      ...{ cell: plan.cell, ladder: plan.intent?.ladder ?? [], secrets, golden: goldenOf(plan) },
      ...{ ownServers: ownServersOf(plan, time), secondTier },
    });
    return broughtUp(new GoogleCell(options, stubs, here));
  }

  public get plan(): GoogleCellPlan {
    return this.options.plan;
  }

  public get added(): Readonly<Record<string, string>> {
    return addedEnvironment(this.plan, this.stubs.endpoints);
  }

  public get alive(): boolean {
    return this.running !== undefined;
  }

  /** Where the service listens, of 127.0.0.1; undefined while it does not run. */
  public get port(): number | undefined {
    return this.running?.port;
  }

  public kill(): Promise<void> {
    return this.inTurn.run(async () => {
      const { running } = this;
      this.running = undefined;
      await running?.process.kill();
    });
  }

  public restore(): Promise<void> {
    return this.inTurn.run(async () => {
      if (this.running === undefined) await this.run();
    });
  }

  public async stop(): Promise<void> {
    await this.inTurn.run(async () => {
      const { running } = this;
      this.running = undefined;
      // Both at once: a process that is ending still waits for connections to its stubs.
      await Promise.all([running?.process.stop(), this.stubs.close()]);
    });
  }

  private async run(): Promise<void> {
    const { service } = this.plan;
    const [, ...args] = service.command;
    const port = await freePort();
    const process = await startService({
      ...{ name: service.name, port, directory: this.here('/') },
      onLate: (milliseconds) => this.options.onLate(`${this.plan.cell} ${service.name}`, milliseconds),
      args: args.map((arg) => (service.files.has(arg) ? this.here(arg) : arg)),
      environment: { ...cloudRunEnvironment(service, port), ...service.environment, ...this.added },
    });
    process.onCrash = (message) => {
      this.running = undefined;
      this.options.onTrouble(message);
      // Cloud Run would start another instance.
      this.restore().catch((error: Error) => this.options.onTrouble(error.message));
    };
    this.running = { process, port };
  }
}
