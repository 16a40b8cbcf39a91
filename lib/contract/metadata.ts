import type { CellId } from './cell';
import type { Compute } from './compute';
import type { SwitchPlace } from './evacuation';
import type { Rung } from './ladder';
import type { Route } from './route';

/** The key in a template's `Metadata`, or in a Terraform file's `//`, under which the constructs say what they intend. */
export const METADATA_KEY = 'Understudy';

/** What can be lost while the objectives still hold. */
export type Survivable = 'any-cell' | 'any-cloud' | 'any-provider';

export interface Objectives {
  /** Seconds from a failure until the floor is met again. */
  readonly recoverySeconds: number;
  readonly survive: readonly Survivable[];
}

/**
 * What one stack of a fleet is. `shared-data` keeps the jobs, `mirror` what a cell's own servers start from, and
 * `google-mirror` so for all Google cells; `google-serving` makes these, `google-dns` their records.
 */
export type StackPart =
  | { readonly kind: 'cell' | 'mirror'; readonly cell: CellId }
  | { readonly kind: 'front-door' | 'shared-data' | 'google-mirror' | 'google-serving' | 'google-dns' };

/** How the jobs of a fleet's AWS cells are kept. */
export interface JobsMetadata {
  /** The table's name, the same in every Region. */
  readonly table: string;
  /** `single`: in one Region alone, with which it is lost. */
  readonly consistency: 'single' | 'strong' | 'eventual';
  /** The Region that keeps what two others write, and serves nobody. */
  readonly witness?: string;
  /** Of an eventual ledger: until a Region hears what another wrote, as a rule. */
  readonly windowSeconds?: number;
  readonly visibilitySeconds: number;
  readonly rescueAfterSeconds: number;
  /** What one cell's workers may ask the models in a second. */
  readonly requestsPerSecond: number;
}

/**
 * What every stack of a fleet says of the whole: in CloudFormation under `Metadata`, in Terraform JSON under the file's
 * own `//`, which Terraform takes for a comment.
 */
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
  /** Of a fleet with compute of its own: how much of it is warm, and what that leaves uncovered. */
  readonly compute?: Compute;
  /** How cells are left. A cell that none of these names cannot be: a lone Region, or one that has other means. */
  readonly switches?: readonly SwitchPlace[];
  /** Where some route is queued: how jobs are kept, and when another cell takes one over. */
  readonly jobs?: JobsMetadata;
  /** What this stack is. */
  readonly part: StackPart;
}
