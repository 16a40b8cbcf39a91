import type { CellId } from './cell';
import type { Tier } from './ladder';
import type { Standing } from './turning';

/** The two paths that a verdict turns. */
export type HealthPath = 'serving' | 'preferred';

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
  /** One line a path and a rung, of the latest round: `frontier: bad: chat: timeout`. */
  readonly evidence: readonly string[];
  /** What the prober goes on from with its next round, and since when the verdicts are known. */
  readonly standings?: Readonly<Record<HealthPath, Standing>>;
  /** How each rung answered its golden prompts in the latest round that asked them. */
  readonly quality?: readonly RungQuality[];
  /** Who wrote it: `prober`, or `rehearsal` where a stand-in did. */
  readonly writer: string;
}

/** How one rung of a cell answered the golden prompts of one route. */
export interface RungQuality {
  readonly rung: string;
  readonly tier: Tier;
  /** Undefined for the prompt that every rung is asked. */
  readonly route?: string;
  readonly verdict: Verdict;
  /** Of the answers that came and were judged, the share that was as expected, from 0 to 1; null where none came. */
  readonly share: number | null;
  /** Of the slowest answer that came; null where none did. */
  readonly milliseconds: number | null;
  /** What was wrong: `timeout`, `pattern`. Nothing of what was asked or answered. */
  readonly reasons: readonly string[];
}
