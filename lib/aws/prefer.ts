/** Where traffic goes while the nearest cell cannot offer the ladder's first tier. */
export enum Prefer {
  /** To the nearest cell that has its preferred tier, as long as there is one; then to any that meets the floor. */
  QUALITY = 'quality',
  /** Nowhere: a cell keeps its clients until it cannot meet the floor any more. */
  LOCALITY = 'locality',
}
