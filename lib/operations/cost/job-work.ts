import type { Demand } from '../../topology/topology';

/** Of a text, for each of its tokens; estimated. */
const BYTES_PER_TOKEN = 4;
/** What a row says besides a text. */
const ROW_BYTES = 500;

/**
 * What the ledger is asked for one job that goes well: accepted, claimed, answered, read once by its caller, and taken
 * away when it has expired. A test holds it to what the gateway does.
 */
export const JOB_CALLS = {
  /** Rows with the request, with the answer, and without a text: the watch and the claim. */
  written: { request: 1, answer: 1, small: 2 },
  /** The claim became the answer's row. */
  removed: { request: 1, answer: 1, small: 1 },
  /** Rows that come into the index, and leave it. */
  indexed: 4,
  /** Readings of all that there is of the job, and how many rows these are in all. */
  readings: 5,
  rowsRead: 11,
} as const;

/** What is asked of a cell's queue. Each job comes by itself: where many do, fewer receipts bring them. */
export const QUEUE_CALLS = { sent: 1, received: 1, deleted: 1 } as const;

/** Parts of an index in which each cell's jobs are looked for. */
const SHARDS = 4;

/** What one sweep asks where nothing is to be done: a test holds it to what the gateway does. */
export function sweepCalls({ cells, cellsOfCloud, strong }: Sweeping) {
  return {
    // What each cell watches; and where the ledger forgets nothing by itself, what of jobs and of keys has expired.
    lists: cells * SHARDS * (strong ? 3 : 1),
    // How each cell's workers are, when it last swept, and when the others did.
    readings: cells + 1 + (cellsOfCloud - 1),
    writes: 1,
  };
}

export interface Sweeping {
  /** All that have jobs, of both clouds. */
  readonly cells: number;
  readonly cellsOfCloud: number;
  readonly strong: boolean;
}

/** Beyond so many bytes a text lies in the buckets of two cells. A test holds it to what the gateway does. */
export const LARGEST_INLINE_BYTES = 100_000;

type Rows = Readonly<Record<keyof typeof JOB_CALLS.written, number>>;

export function countOf({ request, answer, small }: Rows): number {
  return request + answer + small;
}

/** What there is of a job is kept for seven days. */
export const KEPT_MONTHS = 7 / 30.4;

/** Sizes of a job's rows in bytes, and what lies in buckets. */
export function sizesOf({ inputTokens, outputTokens }: Demand) {
  const texts = [inputTokens, outputTokens].map((tokens) => tokens * BYTES_PER_TOKEN);
  const [request, answer] = texts.map((bytes) => ROW_BYTES + (bytes > LARGEST_INLINE_BYTES ? 0 : bytes));
  const stored = texts.filter((bytes) => bytes > LARGEST_INLINE_BYTES);
  const storedBytes = stored.reduce((sum, bytes) => sum + bytes, 0);
  return { request, answer, all: request + answer + 2 * ROW_BYTES, stored, storedBytes };
}
