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
  /** Something that only a person mends: a key that opens nothing, a model that is not there. */
  | { readonly event: 'alarm'; readonly upstream: string; readonly failure: Failure };
