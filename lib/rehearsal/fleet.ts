import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfiguration } from '../contract/problem';
import type { Random } from '../drill/random';
import { type AddressBook, addressBook, freePort, hasLoopbackNetwork } from './addresses';
import { RunningBalancer } from './balancer/running-balancer';
import { AwsCell } from './cells/aws-cell';
import { GoogleCell } from './cells/google-cell';
import type { RunningCell } from './cells/running-cell';
import type { CertificateAuthority } from './certificates';
import type { OwnNames } from './functions/own-names';
import { CellJobs, type CellJobsParts } from './jobs/cell-jobs';
import type { TablePlan } from './jobs/global-table';
import type { DatabasePlan } from './jobs/google/database';
import { keptBy } from './jobs/kept';
import { PoolJobs, type PoolJobsParts } from './jobs/pool-jobs';
import type { Regions } from './jobs/regions';
import type { Workings } from './jobs/workings';
import type { Late } from './lag';
import type { FleetPlan } from './plan/plan';
import type { CellProber } from './probing/cell-prober';
import { proberOf } from './probing/probers';
import type { SecondTier } from './stubs/second-tier';
import type { ServiceTime } from './time';

export interface FleetOptions {
  readonly plan: FleetPlan;
  readonly authority: CertificateAuthority;
  /** Shared by everything that has an address in DNS; 0 for any free one. */
  readonly port: number;
  /** A folder for what services have mounted, and for what is trusted. */
  readonly scratch: string;
  /** SHA-256 of the keys that the gateways are to accept, hex. */
  readonly keyDigests: readonly string[];
  /** Answers instead of the stubs of tier 2. */
  readonly secondTier?: SecondTier;
  readonly time: ServiceTime;
  readonly random: Random;
  readonly onTrouble: (message: string) => void;
  readonly onLate: Late;
}

/** Everything of the estate that serves, running. */
export interface RunningFleet {
  /** In the order of the plan. */
  readonly cells: readonly RunningCell[];
  readonly balancers: readonly RunningBalancer[];
  readonly addresses: AddressBook;
  readonly port: number;
  /** Where the cells of AWS write jobs down. */
  readonly tables: readonly TablePlan[];
  /** Where those of Google do. */
  readonly databases: readonly DatabasePlan[];
  /** The addresses that DNS answers with for a resource; undefined where nothing here stands for it. */
  addressesOf(resource: string): readonly string[] | undefined;
  /** A file with what clients trust, PEM. */
  readonly trustFile: string;
  /** What finds out how a cell is; undefined where the estate has nothing for it, and the cell's health is unknown. */
  proberOf(cell: RunningCell): CellProber | undefined;
  /** What works a cell's jobs off; undefined where it takes none. */
  jobsOf(cell: RunningCell): Workings | undefined;
  /** Lets all begin to work off jobs; without it, the first who asks about one does. */
  beginJobs(): Promise<void>;
  /** The messages of all queues of dead letters, of either cloud. */
  deadLetters(): readonly string[];
  /** What answers for a cell beside others, and is lost with them; none on AWS. */
  balancersOf(cell: RunningCell): readonly RunningBalancer[];
  stop(): Promise<void>;
}

/** @throws InvalidConfiguration when a port is taken or a process does not start; by then all is stopped again */
export async function startFleet(options: FleetOptions): Promise<RunningFleet> {
  const { plan, authority, time, scratch } = options;
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    // One that does not stop as it should keeps none of the others.
    await Promise.allSettled(stops.splice(0).map(async (one) => one()));
  };
  /** All to their end: what comes up after its neighbour's failure has to be known, to be stopped. */
  const all = async <T>(starting: readonly Promise<T>[]): Promise<readonly T[]> => {
    const settled = await Promise.allSettled(starting);
    const failed = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    if (failed.length > 0) {
      await stop();
      throw allProblems(failed);
    }
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  };

  const port = options.port === 0 ? await freePort() : options.port;
  const regions = plan.cells.filter((cell) => cell.cloud === 'aws');
  const counts = { regions: regions.length, balancers: plan.balancers.length };
  const addresses = addressBook(counts, port, !(await hasLoopbackNetwork()));

  const kept = keptBy(plan, time);
  const jobs = new Map<RunningCell, Workings>();
  let begun: Promise<unknown> | undefined;
  // Before the first job they would find nothing to do, and take from this machine what others need.
  const beginJobs = async () => {
    begun ??= Promise.all(cells.map((cell) => cell.alive && jobs.get(cell)?.start()));
    await begun;
  };
  const onJobs = () => void beginJobs().catch((error: Error) => options.onTrouble(error.message));
  const keeps = { regions: kept.regions, googleRegions: kept.googleRegions, onJobs };
  const cells = await all<RunningCell>(
    plan.cells.map(async (cellPlan, index) => {
      const cell =
        cellPlan.cloud === 'google'
          ? await GoogleCell.start({ ...options, plan: cellPlan, ...keeps })
          : await AwsCell.start({
              ...{ ...options, plan: cellPlan, now: time.now, ...keeps },
              certificate: await authority.issue(cellPlan.domains.map((domain) => domain.hostName)),
              // The plan has AWS's Regions first.
              endpoint: addresses.regions[index].endpoint,
            });
      stops.push(() => cell.stop());
      return cell;
    }),
  );

  const services = new Map(
    cells.flatMap((cell) => (cell instanceof GoogleCell ? [[cell.plan.service.id, cell] as const] : [])),
  );
  const balancers = await all(
    plan.balancers.map(async (balancerPlan, index) => {
      const balancer = await RunningBalancer.start({
        ...{ ...options, plan: balancerPlan, now: time.now },
        certificate: await authority.issue(balancerPlan.hosts.map(({ host }) => host)),
        endpoint: addresses.balancers[index].endpoint,
        serviceOf: async (id, request) => {
          const cell = services.get(id);
          return cell && { port: await cell.portFor(request), timeoutSeconds: cell.plan.service.timeoutSeconds };
        },
      });
      stops.push(() => balancer.kill());
      return balancer;
    }),
  );

  const trustFile = join(scratch, 'authority.pem');
  writeFileSync(trustFile, authority.cert);
  // Last, since a prober asks its cell the way callers do.
  const probers = new Map<RunningCell, CellProber>();
  await all(
    cells.map(async (cell) => {
      const prober = proberOf(cell, { ...options, addresses, trustFile });
      if (prober === undefined) return;
      probers.set(cell, prober);
      stops.unshift(() => prober.stop());
      await prober.start();
    }),
  );

  const surroundings = { clock: { since: time.since, speed: time.speed }, names: ownNames(plan, addresses) };
  for (const cell of cells) {
    const parts = { ...options, added: { ...cell.added, NODE_EXTRA_CA_CERTS: trustFile }, surroundings };
    const one = workingsOf(cell, kept.regions, parts);
    if (one === undefined) continue;
    jobs.set(cell, one);
    stops.unshift(() => one.stop());
  }

  return {
    ...{ cells, balancers, addresses, port, trustFile, stop, beginJobs },
    ...{ tables: plan.tables, databases: plan.databases },
    proberOf: (cell) => probers.get(cell),
    jobsOf: (cell) => jobs.get(cell),
    deadLetters: kept.deadLetters,
    addressesOf(resource) {
      const region = regions.findIndex(({ domains }) => domains.some(({ nodeId }) => nodeId === resource));
      const balancer = plan.balancers.findIndex(({ addressId }) => addressId === resource);
      const place = addresses.regions[region] ?? addresses.balancers[balancer];
      return place && [place.address];
    },
    balancersOf: (cell) =>
      cell instanceof GoogleCell ? balancers.filter((balancer) => balancer.leadsTo(cell.plan.service.id)) : [],
  };
}

/** What works a cell's jobs off, not yet begun. */
function workingsOf(
  cell: RunningCell,
  regions: Regions,
  parts: Omit<CellJobsParts & PoolJobsParts, 'plan' | 'region'>,
): Workings | undefined {
  const { plan } = cell;
  if (plan.jobs === undefined) return undefined;
  if (plan.cloud === 'google') return new PoolJobs({ ...parts, plan: plan.jobs, region: plan.region });
  return new CellJobs({ ...parts, plan: plan.jobs, region: regions.of(plan.region)! });
}

/** Where the names lead at which one cell, or one load balancer, answers alone. */
function ownNames({ cells, balancers }: FleetPlan, addresses: AddressBook): OwnNames {
  const regions = cells.flatMap((cell) => (cell.cloud === 'aws' ? [cell.domains.map(({ hostName }) => hostName)] : []));
  const led = [
    ...regions.map((names, index) => ({ names, place: addresses.regions[index] })),
    ...balancers.map(({ hosts }, index) => ({
      names: hosts.map(({ host }) => host),
      place: addresses.balancers[index],
    })),
  ];
  const all = led.flatMap(({ names }) => names);
  const alone = (name: string) => all.filter((one) => one === name).length === 1;
  return Object.fromEntries(
    led.flatMap(({ names, place: { endpoint } }) =>
      names.filter(alone).map((name) => [name, `${endpoint.host}:${endpoint.port}`]),
    ),
  );
}

/** Several cells can fail at once; a person wants to hear of all. */
function allProblems(errors: readonly unknown[]): unknown {
  const problems = errors.flatMap((error) => (error instanceof InvalidConfiguration ? error.problems : []));
  return problems.length > 0 ? new InvalidConfiguration(problems) : errors[0];
}
