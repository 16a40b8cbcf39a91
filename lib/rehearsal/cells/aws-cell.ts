import type { Clock } from '../../drill/clock';
import { type Endpoint, orPortTaken } from '../addresses';
import { type Invoked, startApi } from '../api/api-stand-in';
import type { ProxyEvent } from '../api/proxy-event';
import type { Certificate } from '../certificates';
import { addedEnvironment, lambdaEnvironment } from '../environment';
import { type Concurrency, concurrencyOf } from '../functions/concurrency';
import { type Invocable, type LambdaProcess, startFunction } from '../functions/lambda-process';
import { LazyFunction } from '../functions/lazy-function';
import { InTurn } from '../in-turn';
import { isAboutJobs } from '../jobs/about-jobs';
import type { GoogleRegions } from '../jobs/google/google-regions';
import type { Regions } from '../jobs/regions';
import type { Late } from '../lag';
import type { Listening } from '../listen';
import { type AwsCellPlan, type FunctionPlan, goldenOf } from '../plan/cell-plan';
import { ownServersOf } from '../stubs/own-servers';
import type { SecondTier } from '../stubs/second-tier';
import { type Stubs, startStubs } from '../stubs/stub-server';
import type { ServiceTime } from '../time';
import { broughtUp, type RunningCell } from './running-cell';
import { secretsOf } from './secrets';

export interface AwsCellOptions {
  readonly plan: AwsCellPlan;
  readonly endpoint: Endpoint;
  readonly certificate: Certificate;
  /** SHA-256 of the keys that the gateway is to accept, hex. */
  readonly keyDigests: readonly string[];
  readonly time: ServiceTime;
  /** What this Region and the others keep. */
  readonly regions: Regions;
  /** What those of Google keep. */
  readonly googleRegions: GoogleRegions;
  /** Answers instead of the stubs of tier 2. */
  readonly secondTier?: SecondTier;
  readonly now: Clock;
  /** Told of whatever is asked about jobs. */
  readonly onJobs: () => void;
  /** Told when a function's process ends by itself, and when it does not come back. */
  readonly onTrouble: (message: string) => void;
  readonly onLate: Late;
}

/** A Region: its REST API's stand-in and its functions' processes. Killed, it refuses connections. */
export class AwsCell implements RunningCell {
  private api: Listening<unknown> | undefined;
  private readonly processes = new Map<string, LambdaProcess>();
  /** Of the same functions, for jobs: they live in service time, as all does that deals with jobs. */
  private readonly ofJobs = new Map<string, LazyFunction>();
  /** How much of each function may run at once, whoever calls it. */
  private readonly concurrency: ReadonlyMap<string, Concurrency>;
  private readonly inTurn = new InTurn();

  private constructor(
    private readonly options: AwsCellOptions,
    public readonly stubs: Stubs,
  ) {
    const { functions, prober, jobs } = options.plan;
    const others = [prober?.program, jobs?.worker.program, jobs?.sweep?.program];
    this.concurrency = concurrencyOf([...functions, ...others.flatMap((one) => one ?? [])]);
  }

  public static async start(options: AwsCellOptions): Promise<AwsCell> {
    const { plan, keyDigests, time, secondTier, regions, googleRegions } = options;
    const secrets = secretsOf(plan, keyDigests);
    const stubs = await startStubs({
      ...{ cell: plan.cell, ladder: plan.intent?.ladder ?? [], secrets, golden: goldenOf(plan) },
      ...{ ownServers: ownServersOf(plan, time), secondTier },
      ...{ aws: { regions, region: plan.region }, google: { regions: googleRegions } },
    });
    return broughtUp(new AwsCell(options, stubs));
  }

  public get plan(): AwsCellPlan {
    return this.options.plan;
  }

  public get added(): Readonly<Record<string, string>> {
    return addedEnvironment(this.plan, this.stubs.endpoints);
  }

  public get alive(): boolean {
    return this.api !== undefined;
  }

  public kill(): Promise<void> {
    return this.inTurn.run(async () => {
      this.options.regions.lose(this.plan.region);
      await this.api?.close();
      this.api = undefined;
      const stopping = [...this.processes.values(), ...this.ofJobs.values()].map((one) => one.stop());
      this.processes.clear();
      this.ofJobs.clear();
      await Promise.all(stopping);
    });
  }

  public restore(): Promise<void> {
    return this.inTurn.run(async () => {
      if (this.api !== undefined) return;
      this.options.regions.restore(this.plan.region);
      // All of them to the end: a process that comes up after its neighbour's failure has to be known, to be stopped.
      const starts = await Promise.allSettled(this.plan.functions.map((one) => this.run(one)));
      const failed = starts.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      const { endpoint, plan } = this.options;
      this.api = await orPortTaken(
        startApi({
          ...this.options,
          ...endpoint,
          routes: plan.routes,
          hostNames: plan.domains.map((domain) => domain.hostName),
          functionOf: (id, event) => this.functionOf(id, event),
        }),
        endpoint,
        '--port',
      );
    });
  }

  public async stop(): Promise<void> {
    await this.kill();
    await this.stubs.close();
  }

  /** Undefined while it does not run. */
  public functionNamed(name: string): Invocable | undefined {
    const id = this.plan.functions.find((one) => one.name === name)?.id;
    const process = id === undefined ? undefined : this.processes.get(id);
    return process && this.limited(id!, process);
  }

  /** A function's process that takes no more at once than its template and the account let it. */
  public limited(id: string, process: Invocable): Invocable {
    const limit = this.concurrency.get(id);
    if (limit === undefined) return process;
    return { invoke: (event, signal) => limit.invoke(() => process.invoke(event, signal)) };
  }

  private functionOf(id: string, event: ProxyEvent): Invoked | undefined {
    const process = this.processes.get(id);
    const plan = this.plan.functions.find((one) => one.id === id);
    if (process === undefined || plan === undefined) return undefined;
    const { timeoutSeconds } = plan;
    if (!isAboutJobs(event)) return { process: this.limited(id, process), timeoutSeconds };
    this.options.onJobs();
    return { process: this.limited(id, this.inServiceTime(plan, process)), timeoutSeconds };
  }

  /** An environment whose clock is service time; the one that there is where the two are the same. */
  private inServiceTime(plan: FunctionPlan, process: LambdaProcess): Invocable {
    const { since, speed } = this.options.time;
    if (speed === 1) return process;
    const run = {
      ...plan,
      environment: this.environmentOf(plan),
      surroundings: { clock: { since, speed } },
      onLate: this.lateOf(plan),
    };
    const known = this.ofJobs.get(plan.id) ?? new LazyFunction(run, this.options.onTrouble);
    this.ofJobs.set(plan.id, known);
    return known;
  }

  private environmentOf(one: FunctionPlan): Readonly<Record<string, string>> {
    return { ...lambdaEnvironment(one, this.plan.region), ...one.environment, ...this.added };
  }

  private lateOf({ name }: FunctionPlan) {
    return (milliseconds: number) => this.options.onLate(`${this.plan.cell} ${name}`, milliseconds);
  }

  private async run(one: FunctionPlan): Promise<void> {
    const started = await startFunction({ ...one, environment: this.environmentOf(one), onLate: this.lateOf(one) });
    started.onCrash = (message) => {
      this.processes.delete(one.id);
      this.options.onTrouble(message);
      // Lambda would start a new environment for the next invocation.
      this.inTurn
        .run(async () => (this.alive ? this.run(one) : undefined))
        .catch((error: Error) => this.options.onTrouble(error.message));
    };
    this.processes.set(one.id, started);
  }
}
