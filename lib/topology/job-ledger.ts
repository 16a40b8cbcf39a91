/**
 * Where a table of DynamoDB can be one for several Regions: exactly three of one of these sets, of which one may be a
 * witness that nobody reads or writes.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html
 */
const SETS: readonly (readonly string[])[] = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
];

/** How the jobs of several Regions are written down. It cannot be changed while the table stands. */
export interface LedgerPlan {
  /** `single`: one Region, with nobody to share it. */
  readonly mode: 'single' | 'strong' | 'eventual';
  /** Of a strong table in two Regions: a third one, that keeps what they write and serves nobody. */
  readonly witness?: string;
}

/** Strong where it can be: exactly three Regions of one set, or two and a witness. */
export function ledgerPlan(regions: readonly string[]): LedgerPlan {
  if (regions.length === 1) return { mode: 'single' };
  const set = SETS.find((each) => regions.every((region) => each.includes(region)));
  if (set === undefined || regions.length > 3) return { mode: 'eventual' };
  if (regions.length === 3) return { mode: 'strong' };
  return { mode: 'strong', witness: set.find((region) => !regions.includes(region)) };
}

/** Seconds within which the replicas of an eventual table hear of each other, as a rule. */
export const REPLICATION_SECONDS = 1;
