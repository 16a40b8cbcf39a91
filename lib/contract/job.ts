import { type CellId, type Cloud, parseCellId } from './cell';
import type { ServedBy } from './http';

/**
 * A job's id: the cell that accepted it, its home, and 128 random bits.
 * `job_aws.eu-west-1_3f…`: any cell can tell whose it is, and it needs no escaping in a path.
 */
export type JobId = `job_${string}`;

/** `dead`: it will have no answer, and says why. */
export type JobState = 'queued' | 'running' | 'done' | 'dead' | 'canceled';

/** @param random 32 hexadecimal digits */
export function jobId(home: CellId, random: string): JobId {
  return `job_${home.replace(':', '.')}_${random}`;
}

/** The id's home, or undefined when the text is no job's id. */
export function homeOf(id: string): CellId | undefined {
  const match = /^job_(aws|google)\.([a-z0-9-]+)_[0-9a-f]{32}$/.exec(id);
  const cell = match === null ? undefined : (`${match[1]}:${match[2]}` as CellId);
  return cell !== undefined && parseCellId(cell) !== undefined ? cell : undefined;
}

/** What `GET /v1/jobs/{id}` answers, and what a list holds without the result. Times are seconds since the epoch, as OpenAI counts. */
export interface JobView {
  readonly id: JobId;
  readonly object: 'job';
  readonly state: JobState;
  readonly route: string;
  readonly created: number;
  /** When an answer is worth nothing any more: what is not done by then is dead. */
  readonly deadline: number;
  readonly finished?: number;
  readonly home: CellId;
  /** Where it stands, as a path: any cell answers it, or points to the one that can. */
  readonly status_url: string;
  /** What it outlives: the loss of a Region, or of a cloud. */
  readonly durability: 'region' | 'cloud';
  /** Calls to models so far. */
  readonly attempts: number;
  readonly tier?: number;
  readonly served_by?: ServedBy;
  /** The chat completion. */
  readonly result?: unknown;
  /** Why there is none. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** A message of a queue. The ledger is the truth; a message is only the hint that something is to be done. */
export interface JobMessage {
  readonly job: JobId;
  /** When the cell took the job on, in milliseconds since the epoch. */
  readonly queuedAt: number;
  /** A person asks for a dead job to be tried again. */
  readonly redriven?: boolean;
  /** Of a dead letter: why. */
  readonly reason?: string;
}

/** What the topology settles for a fleet's jobs. Baked into every cell. */
export interface JobsConfig {
  /** Every cell whose jobs may be rescued. */
  readonly cells: readonly JobCell[];
  /** Of each cloud's ledger: they are two, and neither hears of the other by itself. */
  readonly consistency: Readonly<Record<Cloud, Consistency>>;
  readonly times: JobTimes;
  /** What one cell's workers may ask the models in a second, all together. */
  readonly requestsPerSecond: number;
  /** Workers of one cell at once, among which that rate is divided. */
  readonly workers: number;
}

export interface JobCell {
  readonly id: CellId;
  /** The base URL of its own name. */
  readonly url: string;
  /** The cell's private bucket, which keeps under `PAYLOADS_PREFIX` what is too large for a row. */
  readonly bucket: string;
  /** On AWS: the Region in which it reaches the jobs' table. @default - its own */
  readonly ledgerRegion?: string;
  /** Where one learns whether traffic was led away from it; none where it cannot be left. */
  readonly switchUrl?: string;
}

/**
 * `strong`: the ledger is one for all cells of a cloud, whatever they write. `eventual`: each cell writes its own copy,
 * which the others see later, and the last writer of a row wins.
 */
export type Consistency = 'strong' | 'eventual';

/** In seconds. */
export interface JobTimes {
  /** The longest that one try may take, however much longer its route's deadline is. */
  readonly attempt: number;
  /** A message that was received is hidden for so long: six times what a worker may take for it. */
  readonly visibility: number;
  /** A cell puts a job of its own that nobody has touched for so long into its queue again. */
  readonly requeueAfter: number;
  /** A cell takes over another's job that nobody has touched for so long. */
  readonly rescueAfter: number;
  /** A job's deadline, counted from its acceptance: where its caller names none, and at most. */
  readonly defaultDeadline: number;
  readonly longestDeadline: number;
  /** Jobs, payloads and results are kept for so long after the acceptance. */
  readonly keep: number;
}

/** What stands before the keys of jobs' texts in a cell's bucket: everything there expires. */
export const PAYLOADS_PREFIX = 'jobs/';

/** What one worker has in hand at once. */
export const JOBS_A_WORKER = 10;

/** After so many workers that came to no end with it, or answers that never were good enough, a job is dead. */
export const MOST_STRIKES = 5;

/** The same key with the same body gives the same job for so long. */
export const IDEMPOTENCY_SECONDS = 24 * 60 * 60;

/** The ledger's one index, by lane and mark. It holds the keys alone. */
export const LEDGER_INDEX = 'lanes';

/** How the ledger lies in a database of Firestore: each row is a document of one collection. */
export const FIRESTORE_LEDGER = {
  collection: 'rows',
  /** A timestamp, after which the database may delete the document by itself. */
  expiry: 'expiresAt',
  /** The composite indexes: a lane's marks, either way. */
  indexes: [
    [
      { fieldPath: 'lane', order: 'ASCENDING' },
      { fieldPath: 'mark', order: 'ASCENDING' },
    ],
    [
      { fieldPath: 'lane', order: 'ASCENDING' },
      { fieldPath: 'mark', order: 'DESCENDING' },
    ],
  ],
  /** Nobody asks for these alone: texts longer than an index takes, and times that would all be written at its one end. */
  unindexed: ['body', 'expiresAt', 'mark', 'lane', 'facet', 'version'],
} as const;
