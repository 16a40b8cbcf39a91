import { EVACUATION } from '../contract/evacuation';
import { JOBS_A_WORKER, type JobsConfig, type JobTimes } from '../contract/job';
import { dnsNames } from '../contract/names';
import type { Route } from '../contract/route';
import { type JobLedgerPlan, ledgerRegionOf } from './job-ledger';
import { cellNames, googleCellNames, servicePrefix } from './names';
import { requestsInFlight } from './requests-in-flight';
import type { JobsDocument } from './serving-document';
import { switchesOf } from './switches';
import type { Demand, Topology } from './topology';

type JobFleet = Pick<
  Topology,
  'service' | 'stage' | 'domain' | 'awsCells' | 'google' | 'routes' | 'demand' | 'objectives'
>;

/** Of a fleet of which some route takes jobs. */
export function jobsConfigOf(fleet: JobFleet, ledger: JobLedgerPlan, wish: JobsDocument = {}): JobsConfig {
  return {
    cells: jobCells(fleet, ledger),
    // Firestore is one for all regions of its location.
    consistency: { aws: ledger.mode === 'eventual' ? 'eventual' : 'strong', google: 'strong' },
    times: timesOf(fleet.routes.filter(({ queue }) => queue === 'allowed')),
    ...rateOf(fleet.demand, wish.requestsPerSecond),
  };
}

function jobCells(fleet: JobFleet, { regions: kept }: JobLedgerPlan): JobsConfig['cells'] {
  const prefix = servicePrefix(fleet.service, fleet.stage);
  const names = dnsNames(fleet.domain);
  const switches = switchesOf(fleet);
  const cells = [
    ...fleet.awsCells.map(({ id, region, account }) => ({
      id,
      url: `https://${names.awsCell(region)}`,
      bucket: cellNames(prefix, account, region).stateBucket,
      ...(!kept.includes(region) && { ledgerRegion: ledgerRegionOf(region, kept) }),
    })),
    ...(fleet.google?.cells ?? []).map(({ id, region }) => ({
      id,
      url: `https://${names.googleCell(region)}`,
      bucket: googleCellNames(prefix, fleet.google!.projectNumber, region).stateBucket,
    })),
  ];
  return cells.map((cell) => {
    const own = switches.find((each) => each.cells.includes(cell.id));
    return { ...cell, ...(own && { switchUrl: `https://${own.heldAt}${EVACUATION.path(own.name)}` }) };
  });
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LAMBDA_LIMIT_SECONDS = 900;
/** What a worker needs besides the models: its turn, the ledger, and a last word. */
const AROUND_AN_ATTEMPT_SECONDS = 40;
const DAY = 24 * 60 * 60;

/** What one worker may take for what it was handed. */
export function workerSeconds({ attempt }: JobTimes): number {
  return attempt + AROUND_AN_ATTEMPT_SECONDS;
}

/**
 * A message that nobody acknowledged comes back by itself after its visibility: only after that does its cell put the job
 * into the queue anew, and only when it has had one more visibility for it, another cell takes it.
 */
function timesOf(queued: readonly Route[]): JobTimes {
  const longest = Math.max(...queued.map(({ deadlineSeconds }) => deadlineSeconds));
  const attempt = Math.min(longest, LAMBDA_LIMIT_SECONDS - AROUND_AN_ATTEMPT_SECONDS);
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  const visibility = 6 * (attempt + AROUND_AN_ATTEMPT_SECONDS);
  const requeueAfter = visibility + 60;
  return {
    attempt,
    visibility,
    requeueAfter,
    rescueAfter: requeueAfter + visibility,
    defaultDeadline: DAY,
    longestDeadline: 3 * DAY,
    keep: 7 * DAY,
  };
}

/** What waits longer than a worker's quarter of an hour is a backlog that people should know of. */
const BACKLOG_SECONDS = 900;

/** What of a cell's queue people are told: how old its oldest job is, and how many wait. */
export function backlogOf({ times, requestsPerSecond }: JobsConfig): {
  readonly seconds: number;
  readonly depth: number;
} {
  return {
    // By then the cell itself has put it into the queue anew.
    seconds: Math.max(BACKLOG_SECONDS, times.requeueAfter),
    depth: Math.ceil(requestsPerSecond * BACKLOG_SECONDS),
  };
}

/** Where nobody has said what the models take. */
const DEFAULT_REQUESTS_PER_SECOND = 5;
/** An event source cannot be held to fewer. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const LEAST_WORKERS = 2;

/** Of an answer, where nobody has said how long they are. */
const SUPPOSED_TOKENS = 120;

/**
 * Jobs share the models with those who wait for an answer: unless told otherwise they have half of what those ask for at
 * their peak.
 */
function rateOf(
  demand: Demand | undefined,
  wish: number | undefined,
): Pick<JobsConfig, 'requestsPerSecond' | 'workers'> {
  const half = demand && Math.max(1, demand.peakRequestsPerSecond / 2);
  const requestsPerSecond = wish ?? half ?? DEFAULT_REQUESTS_PER_SECOND;
  const { inputTokens, outputTokens } = demand ?? { inputTokens: 0, outputTokens: SUPPOSED_TOKENS };
  const inFlight = requestsInFlight({ inputTokens, outputTokens, peakRequestsPerSecond: requestsPerSecond });
  return { requestsPerSecond, workers: Math.max(LEAST_WORKERS, Math.ceil(inFlight / JOBS_A_WORKER)) };
}

/** The retention of what waits: four days, and longer than any outage that the objectives name. */
export function retentionSeconds({ objectives }: Pick<Topology, 'objectives'>): number {
  return Math.max(4 * DAY, objectives.recoverySeconds);
}
