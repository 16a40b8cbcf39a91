import { seededRandom } from '../drill/random';
import type { EndpointCheck, Location } from '../drill/route53/model';
import { awsRegionLocation } from '../drill/route53/places';
import type { Unmodelled } from '../drill/route53/unmodelled';
import { zonesOf } from '../drill/route53/zones';
import type { ScenarioEvent } from '../drill/scenario/scenario';
import type { Estate } from '../estate/estate';
import { certificateAuthority } from './certificates';
import { nameServer } from './dns/name-server';
import { type DnsPlace, startDnsPlaces } from './dns/places';
import { type RunningFleet, startFleet } from './fleet';
import { Happenings } from './happenings';
import { newKey } from './key';
import { LagWatch } from './lag';
import { type Lookout, lookoutOf } from './lookout';
import type { Settings } from './options';
import type { FleetPlan } from './plan/plan';
import { predictionFor } from './prediction';
import { probe } from './probes/probe';
import { type Prober, startProber } from './probes/prober';
import type { RehearsalEvents } from './rehearsal-events';
import { RotatingKey } from './rotating-key';
import type { SecondTier } from './stubs/second-tier';
import { type ServiceTime, serviceTime } from './time';
import { Client, type ClientOptions } from './traffic/client';
import { HandingIn, type HandingInOptions } from './traffic/jobs/handing-in';
import type { RequestRecord } from './traffic/record';
import { CachingResolver } from './traffic/resolver';
import { type Summary, summarize } from './traffic/summary';
import { startTraffic } from './traffic/traffic';
import { within } from './within';

/** The synthesized estate, running on this machine. */
export interface Rehearsal {
  readonly time: ServiceTime;
  readonly fleet: RunningFleet;
  readonly dns: readonly DnsPlace[];
  readonly lookout: Lookout;
  readonly keys: RotatingKey;
  /** What clients trust, PEM. */
  readonly trust: string;
  /** What answers for tier 2 instead of stubs. */
  readonly secondTier?: SecondTier;
  /** Checks that nothing here can answer: their probes fail. */
  readonly unanswerable: readonly EndpointCheck[];
  /** What of the zones the engine cannot judge. */
  readonly unmodelled: readonly Unmodelled[];
  readonly records: readonly RequestRecord[];
  /** Undefined where none are handed in. */
  readonly jobs?: Pick<HandingIn, 'counts' | 'records' | 'refused'>;
  /** What happens at one moment. */
  apply(events: readonly ScenarioEvent[]): Promise<void>;
  /** Ends traffic, then everything else; no process, socket or timer is left. */
  stop(): Promise<Summary>;
}

/** The first answers are waited for so long; then it starts without them. */
const WARM_UP_MILLISECONDS = 15_000;

/** Requests under way at the end get so long to come in. */
const GRACE_MILLISECONDS = 2000;

/** What is rehearsed. */
export interface Rehearsed {
  readonly estate: Estate;
  readonly plan: FleetPlan;
  readonly settings: Settings;
  /** A folder for files that live as long as the rehearsal. */
  readonly scratch: string;
}

/**
 * Starts everything, cells first, traffic last, so that time 0 of the scenario finds a healthy fleet.
 *
 * @throws InvalidConfiguration when a port is taken or a process does not start; by then all is stopped again
 */
export async function startRehearsal(rehearsed: Rehearsed, events: RehearsalEvents): Promise<Rehearsal> {
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closers.reverse()) await close();
  };
  try {
    return await start(rehearsed, events, closers, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function start(
  { estate, plan, settings, scratch }: Rehearsed,
  events: RehearsalEvents,
  closers: (() => Promise<void> | void)[],
  closeAll: () => Promise<void>,
): Promise<Rehearsal> {
  const lookout = lookoutOf(estate, plan);
  const key = newKey();
  const authority = await certificateAuthority();
  // Chance is drawn in a fixed order, so that a seed repeats the phases of all checkers.
  const random = seededRandom(settings.seed);
  const time = serviceTime(settings.speed);
  const lag = new LagWatch(time, events.onTrouble);
  const fleet = await startFleet({
    ...{ plan, authority, scratch, time, random, port: settings.port, onLate: lag.late },
    ...{ keyDigests: [key.digest], onTrouble: events.onTrouble, secondTier: settings.secondTier },
  });
  closers.push(fleet.stop);
  const keys = new RotatingKey(key, fleet.cells);
  const { addresses, port } = fleet;

  const zones = zonesOf(estate);
  const checks = [...new Map(zones.flatMap((zone) => zone.checks).map((check) => [check.id, check])).values()];
  let prober: Prober | undefined;
  const names = nameServer(zones, (checkId) => prober?.isHealthy(checkId) ?? true, fleet.addressesOf);
  const endpointOf = (check: EndpointCheck, from: Location) => {
    // API Gateway and the load balancer listen on 443 alone, and 443 alone is mapped to the port here.
    const found = check.port === 443 ? names.resolve(check.host, 'A', from) : undefined;
    return found?.kind === 'answer' ? addresses.dial(found.addresses[0]) : undefined;
  };
  prober = startProber({
    ...{ checks, time, random, onChange: events.onHealth },
    send: async (check, checkerRegion) => {
      const endpoint = endpointOf(check, locationOf(checkerRegion));
      return endpoint === undefined ? false : probe(check, endpoint, time.wallMilliseconds);
    },
  });
  closers.push(prober.stop);

  const dns = await startDnsPlaces({
    ...{ names, port: settings.dnsPort, locationOf },
    regions: [...new Set([lookout.frontDoorRegion, ...settings.from])],
    // DNS knows whole seconds only.
    wireTtl: (seconds) => Math.max(1, Math.round(seconds / settings.speed)),
  });
  closers.push(dns.close);

  const sources = settings.from.map((from) => {
    const place = dns.places.find((one) => one.region === from);
    const resolver = new CachingResolver(place?.port ?? 0, time.now, (ttl) => ttl * settings.speed);
    const options: ClientOptions = {
      ...{ resolver, addresses, apiKey: () => keys.current.text, model: lookout.model, trust: authority.cert },
      baseUrl: `https://${lookout.domain}:${port}/v1`,
      // The gateway answers by its deadline, if only with an error; a client that waits longer waits in vain.
      timeoutMilliseconds: (lookout.deadlineSeconds + 5) * 1000,
    };
    return { from, options, client: new Client(options) };
  });
  const tell = (text: string) => events.onNote?.(text);
  const jobs = jobsFor({ lookout, sources, settings, fleet, time, tell });
  if (jobs !== undefined) {
    closers.push(() => jobs.stop());
    await fleet.beginJobs();
  }
  // What is deployed is warm. Here each process has just started, and what it loads would take service time.
  await within(
    WARM_UP_MILLISECONDS,
    sources.map(({ client }) => client.ask('Are you there yet?', false)),
  );

  lag.start();
  closers.push(() => lag.stop());
  const records: RequestRecord[] = [];
  const trafficSince = time.now();
  const elapsed = () => time.now() - trafficSince;
  const traffic = startTraffic({
    ...{ time, requestsPerSecond: settings.requestsPerSecond },
    sources,
    onRecord: (record) => records.push(sinceStart(record, trafficSince)),
  });
  jobs?.start(trafficSince);

  const happenings = new Happenings(fleet, events, elapsed);
  happenings.schedule(settings, keys, time);
  closers.push(() => happenings.end());

  return {
    ...{ time: { ...time, now: elapsed }, fleet, lookout, keys, records, jobs },
    apply: (happening) => happenings.apply(happening),
    secondTier: settings.secondTier,
    dns: dns.places,
    trust: authority.cert,
    unmodelled: zones.flatMap((zone) => zone.unmodelled),
    unanswerable: checks.filter(
      (check) => check.kind === 'endpoint' && endpointOf(check, locationOf(lookout.frontDoorRegion)) === undefined,
    ) as EndpointCheck[],
    async stop() {
      const seconds = elapsed();
      const unfinished = await traffic.stop(GRACE_MILLISECONDS);
      const ofJobs = await jobs?.end(happenings.kills, elapsed);
      const predicted = predictionFor(checks, names, lookout.domain, locationOf(lookout.frontDoorRegion));
      await closeAll();
      const realSecondTier = settings.secondTier !== undefined;
      const { speed } = settings;
      const { kills, told } = happenings;
      const ending = { records, unfinished, kills, happenings: told, seconds, speed, predicted, realSecondTier };
      return summarize({ ...ending, ...(ofJobs && { jobs: ofJobs }) });
    },
  };
}

/** Undefined where no route takes jobs, or none are wanted. */
function jobsFor({ lookout, sources, ...options }: HandingInOptions & { lookout: Lookout }): HandingIn | undefined {
  const { jobRoute: model } = lookout;
  if (model === undefined || options.settings.jobsPerSecond === 0) return undefined;
  return new HandingIn({
    ...options,
    sources: sources.map(({ from, options }) => ({ from, options: { ...options, model } })),
  });
}

function sinceStart(record: RequestRecord, start: number): RequestRecord {
  return { ...record, startedAt: record.startedAt - start, endedAt: record.endedAt - start };
}

/** Where a Region is; one that the table does not know is taken to be at 0° N, 0° E. */
function locationOf(region: string): Location {
  return awsRegionLocation(region) ?? { latitude: 0, longitude: 0 };
}
