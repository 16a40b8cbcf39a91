import { Algebra } from '../drill/algebra/algebra';
import { type SurvivalRow, survival } from '../drill/sweep/survival';
import { sweep } from '../drill/sweep/sweep';
import type { System } from '../drill/system/system';
import { systemOf } from '../drill/system/system-of';
import type { Estate, EstateNode } from '../estate/estate';
import { once } from '../estate/views/once';
import type { Objectives } from './objectives';

/** What of an estate the drill's engine can play with; undefined where no name leads anywhere, and nothing can be asked. */
export const drilled = once((estate: Estate): { readonly system: System; readonly algebra: Algebra } | undefined => {
  const system = systemOf(estate);
  return system.entries.length === 0 || system.cells.length === 0
    ? undefined
    : { system, algebra: new Algebra(system) };
});

/** The losses that are to be survived and are not, each by the names of what is lost together, and why. */
export interface Missed {
  readonly faults: string;
  readonly why: string;
  /** Whether all are served in the end, and only too late. */
  readonly late: boolean;
}

/** Asks the engine for every loss (and every pair, where the objectives say so) whether all clients are served at the floor, in time. */
export function missedBy(estate: Estate, { survive, recoverySeconds }: Objectives): readonly Missed[] {
  const found = survive.length === 0 ? undefined : drilled(estate);
  if (found === undefined) return [];
  const { system, algebra } = found;
  const { rows } = sweep(algebra, survive.includes('any-pair') ? 2 : 1);
  const missedIn = (seconds: number | undefined) =>
    survival(system, rows, survive, algebra.floor, seconds).flatMap(({ missed }: SurvivalRow) => missed);
  const lost = new Set(missedIn(undefined).map(({ faults }) => faults.join()));
  const all = new Map(missedIn(recoverySeconds).map((one) => [one.faults.join(), one]));
  return [...all].map(([key, { faults, why }]) => ({
    faults: faults.map((index) => system.components[index]?.id ?? '?').join(' and '),
    why,
    late: !lost.has(key),
  }));
}

/** The record by which clients come in: what is said of the graph as a whole is said there. */
export function entryNode(estate: Estate): EstateNode | undefined {
  const { name, zone } = drilled(estate)?.system.entries[0] ?? {};
  const record = zone?.records.find((one) => one.name === name);
  return record === undefined ? undefined : estate.nodes.get(record.id);
}
