import { isSplit } from '../capacity/demand';
import type { System } from '../system/system';

/** What is not known of how much comes and how much is carried, in words: none of it counts as enough. */
export function loadUnknowns({ routes }: Pick<System, 'routes'>, requestsPerSecond: number | undefined): string[] {
  if (requestsPerSecond === undefined) {
    return [
      'whether those that are left carry the load of what is lost: it is not tried, since nobody says how much comes (--demand), nor what carries how much (--capacity; own compute says it)',
    ];
  }
  return [
    'what comes to a cell and to a rung while nothing fails is taken to be carried; more than that only where it is told (--capacity), or by what is warm of own compute',
    ...(isSplit(routes)
      ? []
      : [
          'how the demand is split among the routes (demandPercent of each says it): each is reckoned with all of it, so their requests and jobs do not add up',
        ]),
  ];
}
