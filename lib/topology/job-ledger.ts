import { GOOGLE_REGIONS } from './google-regions';
import type { JobsDocument } from './serving-document';
import type { Topology } from './topology';

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

/** Where the jobs of a fleet are written down. */
export interface JobLedgerPlan extends LedgerPlan {
  /** The AWS Regions that have the table, the front door's first. */
  readonly regions: readonly string[];
  /** Of the database of Google's cells, where there are any. */
  readonly firestoreLocation?: string;
}

/**
 * Strong where it can be, unless told otherwise: exactly three Regions of one set, or two and a witness.
 * @param wish `strong` makes nothing strong that cannot be
 */
export function ledgerPlan(regions: readonly string[], wish?: 'strong' | 'eventual'): LedgerPlan {
  if (regions.length === 1) return { mode: 'single' };
  const set = SETS.find((each) => regions.every((region) => each.includes(region)));
  if (set === undefined || regions.length > 3 || wish === 'eventual') return { mode: 'eventual' };
  if (regions.length === 3) return { mode: 'strong' };
  return { mode: 'strong', witness: set.find((region) => !regions.includes(region)) };
}

/** The sets, for who is told that a choice is none of them. */
export const STRONG_SETS = SETS.map((set) => set.join(', ')).join('; ');

/** Undefined where no route takes jobs. */
export function jobLedgerPlanOf(
  { routes, awsCells, google }: Pick<Topology, 'routes' | 'awsCells' | 'google'>,
  { consistency, regions, firestoreLocation }: JobsDocument = {},
): JobLedgerPlan | undefined {
  if (routes.every(({ queue }) => queue !== 'allowed')) return undefined;
  const served = awsCells.map(({ region }) => region);
  const kept = regions === undefined ? served : served.filter((region) => regions.includes(region));
  return {
    ...ledgerPlan(kept, consistency),
    regions: kept,
    ...(google && {
      firestoreLocation: firestoreLocation ?? firestoreLocationOf(google.cells.map(({ region }) => region)),
    }),
  };
}

/**
 * The Region in which a cell reaches the table: its own, else one of its continent, else the front door's. Another cell
 * takes the jobs over while that Region is down.
 */
export function ledgerRegionOf(region: string, kept: readonly string[]): string {
  const continent = ([first]: readonly string[]) => first;
  const own = continent(region.split('-'));
  return kept.find((each) => each === region) ?? kept.find((each) => continent(each.split('-')) === own) ?? kept[0];
}

/** @see https://docs.cloud.google.com/firestore/docs/locations */
const MULTI_REGIONS = ['eur3', 'nam5', 'nam7'] as const;

export const FIRESTORE_LOCATIONS: readonly string[] = [...MULTI_REGIONS, ...GOOGLE_REGIONS];

/**
 * The location for cells in these regions: their continent's multi-region where they share one that Firestore has, else
 * the first cell's region, whose loss the database then does not survive.
 */
export function firestoreLocationOf(regions: readonly string[]): string {
  if (regions.every((region) => region.startsWith('europe-'))) return 'eur3';
  if (regions.every((region) => region.startsWith('us-'))) return 'nam5';
  return regions[0];
}

/** Seconds within which the replicas of an eventual table hear of each other, as a rule. */
export const REPLICATION_SECONDS = 1;
