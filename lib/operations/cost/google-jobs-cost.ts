import type { Demand, GoogleCell, Topology } from '../../topology/topology';
import { type Line, MINUTES, PriceList, SECONDS } from './bill';
import { countOf, JOB_CALLS, KEPT_MONTHS, sizesOf, sweepCalls } from './job-work';

/** A pool's instances, always, with a processor and 1 GiB each. Each of them sweeps. */
const WORKERS = 2;
/** Pub/Sub counts a request as a kilobyte at least. @see https://cloud.google.com/pubsub/pricing */
const LEAST_TERABYTES = 1000 / 2 ** 40;
/** In millions, as its price is per 100,000. */
const HUNDRED_THOUSANDS = 10;

/** What a cell that takes jobs costs while there are none. */
export function idleJobsOnGoogle({ region }: GoogleCell, topology: Topology): readonly Line[] {
  if (topology.jobs === undefined) return [];
  const prices = new PriceList(region);
  const cellsOfCloud = topology.google?.cells.length ?? 0;
  const { lists, readings, writes } = sweepCalls({
    cells: topology.awsCells.length + cellsOfCloud,
    cellsOfCloud,
    // Firestore's time to live takes away a day late, so that the sweeps do it.
    strong: true,
  });
  const sweeps = WORKERS * MINUTES;
  return [
    prices.line(`${WORKERS} workers of jobs, which pull and never sleep`, {
      ...{ cloudRunVcpu: WORKERS * SECONDS, cloudRunGigabyte: WORKERS * SECONDS },
    }),
    prices.line('jobs: what their sweeps ask the ledger each minute', {
      // What finds nothing is counted as one document; a row is read once more before it is replaced.
      documentReads: (sweeps * (lists + readings + writes)) / 1e5,
      documentWrites: (sweeps * writes) / 1e5,
    }),
  ];
}

/** What a million jobs cost besides what their models do: the workers are there anyway. */
export function jobsOnGoogle(region: string, demand: Demand): readonly Line[] {
  const prices = new PriceList(region);
  const { all, answer, stored, storedBytes } = sizesOf(demand);
  const { written, removed, rowsRead } = JOB_CALLS;
  return [
    prices.line('jobs: answers that leave for callers', { googleDataOutGigabyte: answer / 1e3 }),
    prices.line('jobs: the topic', {
      // Published, delivered, acknowledged.
      messageTerabyte: 3 * 1e6 * LEAST_TERABYTES,
    }),
    prices.line('jobs: the ledger, for seven days', {
      // The row with the outcome is read once more before it is replaced.
      documentReads: (rowsRead + 1) * HUNDRED_THOUSANDS,
      documentWrites: countOf(written) * HUNDRED_THOUSANDS,
      documentDeletes: countOf(removed) * HUNDRED_THOUSANDS,
      documentGigabyte: (all / 1e3) * KEPT_MONTHS,
    }),
    ...(stored.length === 0
      ? []
      : [
          prices.line('jobs: large texts, in the buckets of two cells', {
            googleObjectWrites: 2 * stored.length,
            googleObjectGigabyte: 2 * (storedBytes / 1e3) * KEPT_MONTHS,
          }),
        ]),
  ];
}
