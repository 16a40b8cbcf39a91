import type { BreakerState } from './breaker';
import type { Failure } from './failure';

/** What the ladder tells whoever watches it, beside the request's own line. */
export type LadderEvent =
  | {
      readonly event: 'breaker';
      readonly upstream: string;
      readonly from: BreakerState['kind'];
      readonly to: BreakerState['kind'];
    }
  /** People disabled a rung, or enabled it again. */
  | { readonly event: 'rung'; readonly rung: string; readonly disabled: boolean }
  /** Something that only a person mends: a key that opens nothing, a model that is not there. */
  | { readonly event: 'alarm'; readonly upstream: string; readonly failure: Failure };
