import type { Problem } from '../../contract/problem';

/** What a construct that spans zones says where there is one only. */
export function oneZone(path: string, zones: readonly string[]): Problem {
  return {
    code: 'one-zone',
    path,
    message: 'what stands in one zone is lost with it',
    found: zones.join(', ') || 'none',
    allowed: 'subnets in two availability zones or more',
    mend: 'name a second zone',
  };
}
