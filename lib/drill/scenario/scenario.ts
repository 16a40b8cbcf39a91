/** What is done to a target. `restore` ends whatever was done to it before. */
export const FAULTS = ['kill', 'throttle', 'garbage', 'nonsense', 'stale'] as const;

export type Fault = (typeof FAULTS)[number];

/** What people do to a fleet: leave a cell, or have every gateway pass over a rung. */
export type Act = 'evacuate' | 'disable';

/**
 * A cell, with its cloud where that was named and not the cell: what a cloud's cells share is hit with them; a rung of
 * one cell; or, without a cell, a rung of every cell that has it.
 */
export type Target =
  | { readonly cell: string; readonly rung?: undefined; readonly cloud?: string }
  | { readonly cell?: undefined; readonly rung: string }
  | { readonly cell: string; readonly rung: string };

/**
 * One thing that happens. `kill` of a cell takes all of it away, of a rung its model's endpoint; `throttle`, `garbage`
 * (answers without usable content) and `nonsense` (fluent and wrong) of a cell concern the models of all its rungs.
 * `stale` is of cells alone: nobody calls their prober any more.
 */
export interface ScenarioEvent {
  /** Seconds of service time since the start. */
  readonly atSeconds: number;
  readonly target: Target;
  readonly change: Fault | Act | 'restore';
}

/** What a scenario may name. */
export interface Ground {
  readonly cells: readonly string[];
  /** The cells that people can leave, those together that one switch takes out. Without it none. */
  readonly switches?: readonly { readonly cells: readonly string[] }[];
  /** The rungs that call a model (a deterministic one cannot fail), with the cells that have them. */
  readonly rungs: readonly { readonly name: string; readonly cells: readonly string[] }[];
}
