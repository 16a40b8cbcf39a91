import { mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../addresses';
import { addedEnvironment, cloudRunEnvironment } from '../environment';
import type { Surroundings } from '../functions/protocol';
import { InTurn } from '../in-turn';
import { isAboutJobs } from '../jobs/about-jobs';
import type { GoogleRegions } from '../jobs/google/google-regions';
import type { Regions } from '../jobs/regions';
import type { Late } from '../lag';
import { type GoogleCellPlan, goldenOf } from '../plan/cell-plan';
import { argsHere, layOut } from '../services/lay-out';
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
  readonly time: ServiceTime;
  /** What this region and the others keep, and what those of AWS do. */
  readonly googleRegions: GoogleRegions;
  readonly regions: Regions;
  /** Answers instead of the stubs of tier 2. */
  readonly secondTier?: SecondTier;
  /** Told of whatever is asked about jobs. */
  readonly onJobs: () => void;
  /** Told when the service's process ends by itself, and when it does not come back. */
  readonly onTrouble: (message: string) => void;
  readonly onLate: Late;
}

interface Running {
  readonly process: ServiceProcess;
  readonly port: number;
}

/** A Google region: its Cloud Run service as a process. Nobody but the load balancer calls it. */
export class GoogleCell implements RunningCell {
  private running: Running | undefined;
  /** The same service, for jobs: in service time, as all is that deals with jobs. Started by the first who asks. */
  private ofJobs: Promise<Running> | undefined;
  private up = false;
  private readonly inTurn = new InTurn();

  private constructor(
    private readonly options: GoogleCellOptions,
    public readonly stubs: Stubs,
    private readonly here: (containerPath: string) => string,
  ) {}

  public static async start(options: GoogleCellOptions): Promise<GoogleCell> {
    const { plan, keyDigests, time, secondTier, googleRegions, regions } = options;
    // By region: a service has the same name in each.
    const root = join(options.scratch, 'google', plan.region);
    mkdirSync(root, { recursive: true });
    const here = layOut(root, plan.service.files);
    const secrets = secretsOf(plan, keyDigests);
    const stubs = await startStubs({
      ...{ cell: plan.cell, ladder: plan.intent?.ladder ?? [], secrets, golden: goldenOf(plan) },
      ...{ ownServers: ownServersOf(plan, time), secondTier },
      ...{ google: { regions: googleRegions, region: plan.region }, aws: { regions } },
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

  /** Where it listens for a request, of 127.0.0.1; undefined while the service does not run. */
  public async portFor({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): Promise<number | undefined> {
    const { pathname: path } = new URL(url, 'http://service');
    if (!isAboutJobs({ path, headers })) return this.port;
    this.options.onJobs();
    const { since, speed } = this.options.time;
    // Where the two clocks are the same, so is the process.
    if (!this.up || speed === 1) return this.port;
    const forget = () => {
      this.ofJobs = undefined;
    };
    this.ofJobs ??= this.launch(forget, { clock: { since, speed } });
    return this.ofJobs.then(
      ({ port }) => port,
      () => {
        forget();
        return undefined;
      },
    );
  }

  public kill(): Promise<void> {
    return this.inTurn.run(async () => {
      this.options.googleRegions.lose(this.plan.region);
      await this.end((process) => process.kill());
    });
  }

  public restore(): Promise<void> {
    return this.inTurn.run(async () => {
      this.up = true;
      this.options.googleRegions.restore(this.plan.region);
      await this.run();
    });
  }

  public async stop(): Promise<void> {
    // Both at once: a process that is ending still waits for connections to its stubs.
    await this.inTurn.run(async () => {
      await Promise.all([this.end((process) => process.stop()), this.stubs.close()]);
    });
  }

  private async end(how: (process: ServiceProcess) => Promise<void>): Promise<void> {
    const { running, ofJobs } = this;
    this.up = false;
    this.running = undefined;
    this.ofJobs = undefined;
    const one = await ofJobs?.catch(() => undefined);
    await Promise.all([running, one].map((each) => each && how(each.process)));
  }

  private async run(): Promise<void> {
    this.running ??= await this.launch(() => {
      this.running = undefined;
      // Cloud Run would start another instance.
      this.inTurn
        .run(async () => (this.up ? this.run() : undefined))
        .catch((error: Error) => this.options.onTrouble(error.message));
    });
  }

  private async launch(onCrash: () => void, surroundings?: Surroundings): Promise<Running> {
    const { service } = this.plan;
    const port = await freePort();
    const process = await startService({
      ...{ name: service.name, port, directory: this.here('/'), surroundings },
      onLate: (milliseconds) => this.options.onLate(`${this.plan.cell} ${service.name}`, milliseconds),
      args: argsHere(service, this.here),
      environment: { ...cloudRunEnvironment(service, port), ...service.environment, ...this.added },
    });
    process.onCrash = (message) => {
      this.options.onTrouble(message);
      onCrash();
    };
    return { process, port };
  }
}
