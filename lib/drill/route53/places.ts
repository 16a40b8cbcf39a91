import type { Location } from './model';

/** Undefined for a Region that is not in the table. */
export function awsRegionLocation(region: string): Location | undefined {
  throw new Error(`not yet ${region}`);
}

/** Undefined for a region that is not in the table. */
export function googleRegionLocation(region: string): Location | undefined {
  throw new Error(`not yet ${region}`);
}

/** The great-circle distance in kilometres. */
export function distanceKilometres(from: Location, to: Location): number {
  throw new Error(`not yet ${from.latitude} ${to.latitude}`);
}
