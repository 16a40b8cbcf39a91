import type { SystemRoute } from '../system/system';

/** What of a route says how much of the demand falls how far. */
export interface LoadRoute extends Pick<SystemRoute, 'name' | 'demandPercent'> {
  readonly floor: number;
}

/** Requests a second by the route's name. */
export type RouteDemand = ReadonlyMap<string, number>;

/** Does the fleet say by which route how much comes? */
export function isSplit(routes: readonly LoadRoute[]): boolean {
  return routes.length === 1 || routes.every(({ demandPercent }) => demandPercent !== undefined);
}

/** Of all clients' requests a second, those by one route: all of them where nobody says how they are split. */
export function demandOf(route: LoadRoute, routes: readonly LoadRoute[], requestsPerSecond: number): number {
  return isSplit(routes) ? (requestsPerSecond * (route.demandPercent ?? 100)) / 100 : requestsPerSecond;
}

/** How the demand may be split: as the fleet says; else any of its routes may bring all of it. */
export function splitsOf(routes: readonly LoadRoute[], requestsPerSecond: number): RouteDemand[] {
  const demands = routes.map((route) => [route.name, demandOf(route, routes, requestsPerSecond)] as const);
  return isSplit(routes) ? [new Map(demands)] : demands.map((one) => new Map([one]));
}
