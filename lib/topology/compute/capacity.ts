import type { CellId, Cloud } from '../../contract/cell';
import type { Posture } from '../../contract/compute';

/** A cell that has a rung's compute. */
export interface Site {
  readonly cell: CellId;
  /** Requests of the declared size that one of its instances carries. */
  readonly requestsPerSecond: number;
}

export interface Fleet {
  /** All cells that serve, with this compute or without. */
  readonly cells: readonly CellId[];
  readonly sites: readonly Site[];
  /** The declared load. */
  readonly requestsPerSecond: number;
}

/** An instance in each of two zones, so that the loss of one leaves the cell its rung. */
export const ZONES = 2;

const CLOUDS: readonly Cloud[] = ['aws', 'google'];

/**
 * What any one failure may take away: nothing, a cell, or all of AWS where Google stands behind it. (All of Google is
 * no other case: nobody is led there while a cell of AWS is left.)
 */
export function losses({ cells }: Pick<Fleet, 'cells'>): readonly (readonly CellId[])[] {
  const of = (cloud: Cloud) => cells.filter((cell) => cell.startsWith(`${cloud}:`));
  const clouds = of('google').length > 0 ? [of('aws')] : [];
  return [[], ...cells.map((cell) => [cell]), ...clouds];
}

/**
 * Which sites share the load when these cells are gone: those of the cloud that clients are led to, which is AWS as
 * long as it has a cell. Undefined where the rung has no compute in that cloud at all, and so promises nothing there.
 */
export function carriers({ cells, sites }: Fleet, lost: readonly CellId[]): readonly Site[] | undefined {
  const cloud = CLOUDS.find((one) => cells.some((cell) => cell.startsWith(`${one}:`) && !lost.includes(cell)));
  const there = sites.filter(({ cell }) => cell.startsWith(`${cloud}:`));
  return there.length === 0 ? undefined : there.filter(({ cell }) => !lost.includes(cell));
}

/** The losses after which nobody would be left to carry anything: a posture of `active-active` cannot be kept. */
export function unbearable(fleet: Fleet): readonly (readonly CellId[])[] {
  return losses(fleet).filter((lost) => carriers(fleet, lost)?.length === 0);
}

/**
 * How many instances of each site are warm: by `active-active` as few as leave the whole load carried after every loss,
 * shared evenly, and never fewer than one a zone. An unbearable loss asks for nothing.
 */
export function warmInstances(fleet: Fleet, posture: Posture): ReadonlyMap<CellId, number> {
  const { sites } = fleet;
  if (posture === 'pilot-light') return new Map(sites.map(({ cell }) => [cell, 0]));
  const warm = new Map(sites.map(({ cell }) => [cell, ZONES]));
  if (posture === 'warm-standby') return warm;

  const groups = losses(fleet)
    .map((lost) => carriers(fleet, lost) ?? [])
    .filter((group) => group.length > 0);
  for (const group of groups) {
    for (const { cell, requestsPerSecond } of group) {
      const share = Math.ceil(fleet.requestsPerSecond / group.length / requestsPerSecond);
      warm.set(cell, Math.max(warm.get(cell) ?? 0, share));
    }
  }
  trim(warm, sites, () => groups.every((group) => carry(group, warm, fleet.requestsPerSecond)));
  return warm;
}

/** Rounding every share up leaves some too large together: one instance at a time goes, in turn, while all still holds. */
function trim(warm: Map<CellId, number>, sites: readonly Site[], holds: () => boolean): void {
  for (let trimmed = true; trimmed; ) {
    trimmed = false;
    for (const { cell } of [...sites].reverse()) {
      const before = warm.get(cell) as number;
      if (before <= ZONES) continue;
      warm.set(cell, before - 1);
      if (holds()) trimmed = true;
      else warm.set(cell, before);
    }
  }
}

function carry(group: readonly Site[], warm: ReadonlyMap<CellId, number>, load: number): boolean {
  // Rates are quotients: what is short by a rounding error is not short.
  return carried(group, warm) >= load * (1 - 1e-9);
}

/** Requests a second of the declared size. */
export function carried(group: readonly Site[], warm: ReadonlyMap<CellId, number>): number {
  return group.reduce((sum, { cell, requestsPerSecond }) => sum + (warm.get(cell) ?? 0) * requestsPerSecond, 0);
}
