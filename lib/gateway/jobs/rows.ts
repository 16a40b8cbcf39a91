import type { CellId, Cloud } from '../../contract/cell';
import type { ServedBy } from '../../contract/http';
import type { JobId } from '../../contract/job';
import type { Tier } from '../../contract/ladder';
import type { TraceContext } from '../observe/trace-context';
import type { Row } from './ledger';
import type { Payload } from './payloads';

/** What was accepted. Written once, and never again. */
export interface Accepted {
  readonly home: CellId;
  readonly route: string;
  /** The lowest tier that the job takes: its own, or its route's. */
  readonly floor: Tier;
  /** Milliseconds since the epoch, as all times of the ledger. */
  readonly acceptedAt: number;
  readonly deadline: number;
  readonly durability: 'region' | 'cloud';
  /** The request's body, as OpenAI shapes it. */
  readonly request: Payload;
  readonly webhook?: Webhook;
  /** The trace that whoever works at it goes on with. */
  readonly trace?: TraceContext;
}

export interface Webhook {
  readonly url: string;
  /** Signs what is sent: `whsec_…`. */
  readonly secret: string;
}

/**
 * Who looks after a job that is not over. There is none once it is over, so that whoever lists the watches of a cell
 * lists what would be lost with it. It says nothing that cannot be told anew: the last writer may win.
 */
export interface Watch {
  readonly keeper: CellId;
  /** When the keeper last took the job up. */
  readonly at: number;
}

/** How far a job is. One for all cells of a strong ledger, where another cloud has its own; of an eventual one each cell writes its own. */
export interface Progress {
  readonly cell: CellId;
  /** Who works at it, and until when nobody else does. */
  readonly claim?: { readonly by: string; readonly until: number };
  /** Calls to models. */
  readonly attempts: number;
  /** Claims that came to no good end, for which the job itself may be at fault. */
  readonly strikes: number;
  readonly outcome?: Outcome;
  readonly webhook?: { readonly tries: number; readonly settled: boolean };
}

export type Outcome = Ending & {
  /** The cell that brought it about, whoever says it again. */
  readonly by: CellId;
  readonly at: number;
};

export type Ending =
  | { readonly kind: 'done'; readonly servedBy: ServedBy; readonly answer: Payload }
  /** The code is kebab-case, or the provider's own error; the message is for the caller. */
  | { readonly kind: 'dead'; readonly code: string; readonly message: string }
  | { readonly kind: 'canceled' };

/** Under the key that a caller gave: which job it stands for. */
export interface KeyClaim {
  readonly job: JobId;
  /** The SHA-256 of what was asked with it. */
  readonly digest: string;
  readonly until: number;
}

/** A cell's workers say how they are. */
export interface Pulse {
  readonly at: number;
  /** The newest message that was worked at: what was queued long before it and never came is lost. */
  readonly frontier: number;
  /** When the models were last found to be down. */
  readonly heldAt: number;
  readonly evacuated: boolean;
}

export const FACETS = { job: 'job', watch: 'watch', key: 'key', pulse: 'pulse', sweep: 'sweep' } as const;

/** @param whose a cell, or a cloud whose ledger is one for all its cells */
export function progressFacet(whose: CellId | Cloud): string {
  return `progress/${whose}`;
}

export function isProgress({ facet }: Row): boolean {
  return facet.startsWith('progress/');
}

/** Each lane is so many partitions of the ledger's index, so that none is too hot. */
export const SHARDS = [0, 1, 2, 3] as const;

/** `open`: the watches that a cell keeps. `accepted`: all jobs of a home, in the order of their acceptance. `keys`: claimed keys. */
export type LaneKind = 'open' | 'accepted' | 'keys';

export function lane(kind: LaneKind, cell: CellId, shard: number): string {
  return `${kind}/${cell}/${shard}`;
}

/** By its last digit, which is random. */
export function shardOf(id: string): number {
  return Number.parseInt(id.slice(-1), 16) % SHARDS.length;
}

/** Sorts by the time, then by the id; without an id it lies before all of that time. */
export function markOf(milliseconds: number, id = ''): string {
  return `${String(Math.max(0, Math.floor(milliseconds))).padStart(14, '0')}_${id}`;
}

/** The time in a mark. */
export function timeOf(mark: string): number {
  return Number(mark.slice(0, 14));
}
