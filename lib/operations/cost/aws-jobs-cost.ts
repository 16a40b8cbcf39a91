import type { AwsCell, Demand, Topology } from '../../topology/topology';
import { type Line, MINUTES, PriceList } from './bill';
import { JOB_CALLS, KEPT_MONTHS, QUEUE_CALLS, sizesOf, sweepCalls } from './job-work';

/** Of the sweep: one fails, others do not. The queue's own are in every cell. */
export const SWEEP_ALARMS = 2;

/** Of a release of the worker: one is billed by the four metrics that it reads. */
export const WORKER_RELEASE_ALARMS = { alarms: 2, metrics: 5 } as const;

/**
 * An event source has five receipts open at any time, of 20 s each: who takes no jobs pays for asking. (That SQS bills
 * the empty ones is its documentation's; how many there are is AWS's description of Lambda's pollers.)
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const RECEIPTS_A_MINUTE = 15;
/** A sweep that finds nothing; estimated. */
const SWEEP = { seconds: 2, gigabytes: 0.25 } as const;
/** A worker waits for its model. */
const WORKER_GIGABYTES = 0.5;
/** Both of a job's own calls are short: it is handed in, and asked for. Estimated. */
const CALL = { count: 2, seconds: 0.1, gigabytes: 1.769 } as const;
/** What a write or an index's entry, and what a consistent reading is counted in. */
const WRITE_BYTES = 1024;
const READ_BYTES = 4096;

/** What a cell that takes jobs costs while there are none. */
export function idleJobsOnAws({ region }: AwsCell, topology: Topology): readonly Line[] {
  const ledger = topology.jobLedger;
  if (ledger === undefined) return [];
  const prices = new PriceList(region);
  const cellsOfCloud = topology.awsCells.length;
  const cells = cellsOfCloud + (topology.google?.cells.length ?? 0);
  const { lists, readings, writes } = sweepCalls({ cells, cellsOfCloud, strong: ledger.mode !== 'eventual' });
  return [
    prices.line('jobs: the sweep, each minute', {
      lambdaRequests: MINUTES / 1e6,
      lambdaGigabyteSecond: MINUTES * SWEEP.seconds * SWEEP.gigabytes,
      schedule: MINUTES / 1e6,
      alarm: SWEEP_ALARMS,
    }),
    ...(topology.rollout === 'all-at-once'
      ? []
      : [prices.line('jobs: alarms on a release of the worker', { alarm: WORKER_RELEASE_ALARMS.metrics })]),
    prices.line('jobs: what it asks the ledger', {
      // A list reads an index, which is not consistent: half a unit.
      tableReads: (MINUTES * (lists / 2 + readings)) / 1e6,
      tableWrites: (MINUTES * writes * replicasOf(topology)) / 1e6,
    }),
    prices.line('jobs: receipts from an empty queue', { queueRequests: (MINUTES * RECEIPTS_A_MINUTE) / 1e6 }),
  ];
}

/** What a million jobs cost besides what their models do. @param seconds that a model takes for one */
export function jobsOnAws(region: string, topology: Topology, demand: Demand, seconds: number): readonly Line[] {
  const prices = new PriceList(region);
  const { request, answer, all, stored, storedBytes } = sizesOf(demand);
  const { written, removed, indexed, readings } = JOB_CALLS;
  const units = (bytes: number) => Math.ceil(bytes / WRITE_BYTES);
  // A removal costs what a write does.
  const changed = [written, removed].reduce(
    (sum, rows) => sum + rows.small + rows.request * units(request) + rows.answer * units(answer),
    0,
  );
  const replicas = replicasOf(topology);
  return [
    prices.line('jobs: the API and the gateway, when they are handed in and asked for', {
      apiRequests: CALL.count,
      latencyQueries: CALL.count,
      lambdaRequests: CALL.count,
      lambdaGigabyteSecond: 1e6 * CALL.count * CALL.seconds * CALL.gigabytes,
      dataOutGigabyte: answer / 1e3,
      ...(topology.webAcl === true && { webAclRequests: CALL.count }),
    }),
    prices.line('jobs: the queue', { queueRequests: QUEUE_CALLS.sent + QUEUE_CALLS.received + QUEUE_CALLS.deleted }),
    prices.line(`jobs: the worker's function, ${seconds} s a job where each comes by itself`, {
      ...{ lambdaRequests: 1, lambdaGigabyteSecond: 1e6 * seconds * WORKER_GIGABYTES },
    }),
    prices.line(`jobs: the ledger, in ${replicas} Region${replicas === 1 ? '' : 's'}, for seven days`, {
      tableWrites: (changed + indexed) * replicas,
      tableReads: readings * Math.ceil(all / READ_BYTES),
      tableGigabyte: (all / 1e3) * replicas * KEPT_MONTHS,
      tableRecoveryGigabyte: (all / 1e3) * replicas * KEPT_MONTHS,
    }),
    ...(stored.length === 0
      ? []
      : [
          prices.line('jobs: large texts, in the buckets of two cells', {
            objectWrites: 2 * stored.length,
            objectReads: 2 * stored.length,
            objectGigabyte: 2 * (storedBytes / 1e3) * KEPT_MONTHS,
          }),
        ]),
  ];
}

/** A witness keeps what is written, too: whether it is billed as a replica is, is not confirmed; it is counted. */
function replicasOf({ jobLedger }: Topology): number {
  return (jobLedger?.regions.length ?? 1) + (jobLedger?.witness === undefined ? 0 : 1);
}
