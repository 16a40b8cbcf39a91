/** Where everything has settled while the same components stay down: who answers each place, and at which tier. */
export interface Settled {
  /** By entry, by place: the shares of what the place's clients get. */
  readonly places: readonly (readonly (readonly SettledShare[])[])[];
  /** Whether any client was below the floor before DNS had followed, and how long that took. */
  readonly recovery: Recovery;
}

export interface SettledShare {
  readonly share: number;
  /** Index of the cell; -1 where no cell was reached. */
  readonly cell: number;
  /** 0 where nobody answers, or with nonsense. */
  readonly tier: number;
}

export interface Recovery {
  /** The part of all clients that was below the floor at first. */
  readonly hit: number;
  /** The part that stays there. */
  readonly lost: number;
  /** Whether any health check, or target that an alias evaluates, turned. */
  readonly noticed: boolean;
  /** Seconds until the last of the others are back: as expected, and at most. 0 where none was hit. */
  readonly expectedSeconds: number;
  readonly mostSeconds: number;
}
