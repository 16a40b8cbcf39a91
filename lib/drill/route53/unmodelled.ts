/** Something that stands in the estate's DNS and that the engine cannot judge. */
export interface Unmodelled {
  /** The record's or the check's id. */
  readonly id: string;
  readonly reason: string;
  /** `left-out` of the model; or in it, with something about it `assumed-healthy`. */
  readonly treatment: 'left-out' | 'assumed-healthy';
}

export function leftOut(id: string, reason: string): Unmodelled {
  return { id, reason, treatment: 'left-out' };
}
