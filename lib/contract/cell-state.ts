import type { CellId } from './cell';
import type { Tier } from './ladder';

/** What the prober last concluded about one path; `unknown` when its rounds were refused for load or did not run. */
export type Verdict = 'good' | 'bad' | 'unknown';

/** `health/<cell>.json` in the cell's bucket: what the prober knows, written every period. */
export interface CellState {
  readonly version: 1;
  readonly cell: CellId;
  /** When it was written, ISO 8601 in UTC. */
  readonly at: string;
  /** Seconds between two writings; a state older than three periods says nothing any more. */
  readonly periodSeconds: number;
  /** Can the cell serve at least one route at its floor? */
  readonly serving: Verdict;
  /** Is its serving tier the ladder's first? */
  readonly preferred: Verdict;
  /** The best tier that the cell can serve now; null when it can serve none or nobody knows. */
  readonly servingTier: Tier | null;
  /** One line of evidence a rung, newest first: `frontier: 3 of 3 rounds failed (throttled)`. */
  readonly evidence: readonly string[];
  /** Who wrote it: `prober`, or `rehearsal` where a stand-in did. */
  readonly writer: string;
}
