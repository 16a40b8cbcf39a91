import { nearest } from '../../contract/nearest';
import { AWS_REGION_NAMES } from './places';

/** Regions that there are, of whose place nothing was found in writing. */
const UNPLACED = ['me-west-1'];

/** The isolated partitions, whose Regions no public page lists. */
const ISOLATED = /^(us|eu)-iso[a-z]?-[a-z]+-\d$/;

const KNOWN = [...AWS_REGION_NAMES, ...UNPLACED];

/** Is that the code of an AWS Region, of whichever partition? */
export function isAwsRegion(region: string): boolean {
  return KNOWN.includes(region) || ISOLATED.test(region);
}

/** The Region that was most likely meant, for `did you mean`. */
export function nearestAwsRegion(region: string): string | undefined {
  return nearest(region, KNOWN);
}
