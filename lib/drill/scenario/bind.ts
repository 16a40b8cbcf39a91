import type { Problem } from '../../estate/problem';
import type { System } from '../system/system';
import type { Outage, OutageEvent } from './outage';
import { findTarget } from './targets';

/** An outage on a system: what fails of it, when and how. */
export interface Bound {
  readonly outage: Outage;
  readonly events: readonly BoundEvent[];
  /** Where it is played, if not where it happened: the estate has nothing there. */
  readonly moved?: { readonly from: string; readonly to: string };
  /** What of it touches nothing in the estate. */
  readonly untouched: readonly string[];
}

export interface BoundEvent extends OutageEvent {
  readonly components: readonly string[];
}

/** @param place where to play what happened in one place; by default there, or in the first cell of that cloud */
export function bind(
  outage: Outage,
  system: System,
  place?: string,
): Bound | { readonly problems: readonly Problem[] } {
  const here = outage.place === undefined ? undefined : (place ?? nearestPlace(outage.place, system, []));
  const neighbour = outage.neighbour === undefined ? undefined : nearestPlace(outage.neighbour, system, [here ?? '']);
  const problems: Problem[] = [];
  const untouched = new Set<string>();
  const events = outage.events.flatMap((event): BoundEvent[] => {
    const what = event.what
      .replace(/^here(?=\/|$)/, here ?? 'here')
      .replace(/^neighbour(?=\/|$)/, neighbour ?? 'neighbour');
    const found = findTarget(what, system);
    if ('problem' in found) {
      const at = { path: outage.file === undefined ? '--fault' : 'what', file: outage.file, line: event.line };
      problems.push({ ...found.problem, ...at });
      return [];
    }
    if (found.components.length === 0) untouched.add(what);
    return found.components.length === 0 ? [] : [{ ...event, what, components: found.components }];
  });
  if (problems.length > 0) return { problems };
  const moved = here !== undefined && here !== outage.place ? { from: outage.place as string, to: here } : undefined;
  return { outage, events, untouched: [...untouched], ...(moved === undefined ? {} : { moved }) };
}

/** There, where the estate has anything; else in its first cell of that cloud that is not taken. */
function nearestPlace(place: string, system: System, taken: readonly string[]): string {
  if (system.components.some(({ id, kind }) => kind === 'region' && id === place)) return place;
  const [cloud] = place.split(':');
  const regions = system.cells.flatMap(({ front }) =>
    front.filter((need) => need.startsWith(`${cloud}:`) && !need.includes('/')),
  );
  return regions.find((region) => !taken.includes(region)) ?? place;
}
