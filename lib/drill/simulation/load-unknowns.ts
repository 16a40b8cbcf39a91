import type { System } from '../system/system';

/** What is not known of how much comes and how much is carried, in words: none of it counts as enough. */
export function loadUnknowns({ fleet, routes }: System, requestsPerSecond: number | undefined): string[] {
  const carried =
    fleet?.compute === undefined
      ? 'what the cells carry: nothing here says it, so whether those that are left carry the load of one that is lost is judged nowhere'
      : 'what models that are called carry: only own compute says it, so whether their quotas suffice for the load of a cell that is lost is judged nowhere';
  const lacking =
    fleet?.compute !== undefined && requestsPerSecond === undefined
      ? ['how much is asked of own compute: --demand gives the requests a second, and what it then lacks is told']
      : [];
  const split =
    requestsPerSecond !== undefined && routes.length > 1
      ? [
          'how the demand is split among the routes: each is reckoned with all of it, so their requests and jobs do not add up',
        ]
      : [];
  return [carried, ...lacking, ...split];
}
