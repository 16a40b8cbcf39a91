import type { JobConsistency } from './job-ledger';

/** How a fleet's jobs are kept and worked off. */
export interface Jobs {
  /**
   * What one cell's workers ask the models in a second, all together.
   * @default - half of the demand's peak, or 5 without a demand
   */
  readonly requestsPerSecond?: number;
  /**
   * Can never be changed while the table stands.
   * @default - strong where the Regions allow it
   */
  readonly consistency?: JobConsistency;
  /**
   * The served Regions that keep the table, the front door's among them; the other cells reach it there. Those of a
   * strong table can never be changed while it stands.
   * @default - all that are served
   */
  readonly regions?: string[];
}
