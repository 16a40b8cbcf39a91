import type { AwsCell } from './topology';

/**
 * Where servers of a cell's own stand: a and b, where nobody names others. An account that lacks one of them in some
 * Region names its own; `understudy preflight` says so.
 */
export function zonesOf({ region, zones }: Pick<AwsCell, 'region' | 'zones'>): string[] {
  return zones === undefined ? [`${region}a`, `${region}b`] : [...zones];
}
