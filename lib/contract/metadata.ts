import type { CellId } from './cell';
import type { Rung } from './ladder';
import type { Route } from './route';

/** The key of a template's Metadata section under which the constructs say what they intend. */
export const METADATA_KEY = 'Understudy';

/** What can be lost while the objectives still hold. */
export type Survivable = 'any-cell' | 'any-cloud' | 'any-provider';

export interface Objectives {
  /** Seconds from a failure until the floor is met again. */
  readonly recoverySeconds: number;
  readonly survive: readonly Survivable[];
}

/** What every stack of a fleet says of the whole. */
export interface FleetMetadata {
  readonly version: 1;
  readonly service: string;
  readonly stage?: string;
  /** The name that clients call. */
  readonly domain: string;
  readonly prefer: 'quality' | 'locality';
  readonly cells: readonly CellId[];
  readonly ladder: readonly Rung[];
  readonly routes: readonly Route[];
  readonly objectives: Objectives;
  /** What this stack is. */
  readonly part: { readonly kind: 'cell'; readonly cell: CellId } | { readonly kind: 'front-door' };
}
