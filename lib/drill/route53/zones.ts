import type { Estate } from '../../estate/estate';
import type { Zone } from './model';

/** A hosted zone as the engine sees it, closed: every check and every alias target that it names is in it. */
export interface EstateZone extends Zone {
  /** The hosted zone's id, or its node's id where the estate makes it. */
  readonly id: string;
  /** What the engine cannot judge. It is not in `records` and `checks`, unless it says so. */
  readonly unmodelled: readonly Unmodelled[];
}

export interface Unmodelled {
  /** The record's or the check's id. */
  readonly id: string;
  readonly reason: string;
  /** `left-out` of the model; or in it, with something about it `assumed-healthy`. */
  readonly treatment: 'left-out' | 'assumed-healthy';
}

/** One model for each hosted zone of which the estate holds records. */
export function zonesOf(estate: Estate): EstateZone[] {
  throw new Error(`not yet: ${estate.directory}`);
}
