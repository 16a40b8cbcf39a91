import type { Location, ResourceRecordSet, RoutingPolicy } from './model';
import { awsRegionLocation, distanceKilometres } from './places';

/** A record that the policy may answer with, and its share of the answers. */
export interface Choice {
  readonly record: ResourceRecordSet;
  readonly share: number;
}

export interface Candidates {
  readonly choices: readonly Choice[];
  /** True when no record that could answer is healthy, and all are therefore treated as healthy. */
  readonly failedOpen: boolean;
}

/**
 * What the records of one name and type answer with: by their policy, which all of them share, of those that are
 * healthy; where none is, of all. No choice where the policy has no record for the place that asks.
 * @see R53/health-checks-how-route-53-chooses-records
 */
export function candidatesOf(
  records: readonly ResourceRecordSet[],
  from: Location,
  isHealthy: (record: ResourceRecordSet) => boolean,
): Candidates {
  if (records.length === 0) return { choices: [], failedOpen: false };
  const [{ policy }] = records;
  if (policy.kind === 'geolocation') return byPlace(records, from, isHealthy);
  const healthy = records.filter(isHealthy);
  const failedOpen = healthy.length === 0;
  const left = failedOpen ? records : healthy;
  return { choices: choicesOf(policy.kind, left, from), failedOpen };
}

function choicesOf(
  kind: Exclude<RoutingPolicy['kind'], 'geolocation'>,
  records: readonly ResourceRecordSet[],
  from: Location,
): readonly Choice[] {
  switch (kind) {
    case 'simple':
      return one(records[0]);
    case 'failover':
      return one(records.find(({ policy }) => policy.kind === 'failover' && policy.role === 'PRIMARY') ?? records[0]);
    case 'latency':
      return one(nearest(records, from));
    case 'multivalue':
      // A client takes one of the addresses that it is given: any, so that each has its share.
      return records.map((record) => ({ record, share: 1 / records.length }));
    case 'weighted':
      return byWeight(records);
  }
}

function one(record: ResourceRecordSet): readonly Choice[] {
  return [{ record, share: 1 }];
}

/** Only those of a weight, as long as one is left; then those of weight 0, in equal shares. */
function byWeight(records: readonly ResourceRecordSet[]): readonly Choice[] {
  const weightOf = ({ policy }: ResourceRecordSet) => (policy.kind === 'weighted' ? policy.weight : 0);
  const sum = records.reduce((total, record) => total + weightOf(record), 0);
  if (sum === 0) return records.map((record) => ({ record, share: 1 / records.length }));
  return records.flatMap((record) => {
    const share = weightOf(record) / sum;
    return share === 0 ? [] : [{ record, share }];
  });
}

function nearest(records: readonly ResourceRecordSet[], from: Location): ResourceRecordSet {
  return records.reduce((best, record) => (distanceTo(record, from) < distanceTo(best, from) ? record : best));
}

/**
 * Stands for latency, which Route 53 measures and does not publish: an approximation. A Region that nobody can place
 * comes last.
 */
function distanceTo({ policy }: ResourceRecordSet, from: Location): number {
  const place = policy.kind === 'latency' ? awsRegionLocation(policy.region) : undefined;
  return place === undefined ? Number.POSITIVE_INFINITY : distanceKilometres(from, place);
}

/**
 * The record of the smallest place around the client that is healthy, then of larger ones, then the default. Where none
 * is healthy, the smallest of all; where none fits, there is no answer.
 * @see R53/routing-policy-geo
 */
function byPlace(
  records: readonly ResourceRecordSet[],
  from: Location,
  isHealthy: (record: ResourceRecordSet) => boolean,
): Candidates {
  const fitting = records
    .map((record) => ({ record, size: sizeOf(record.policy, from) }))
    .filter((fit): fit is { record: ResourceRecordSet; size: number } => fit.size !== undefined)
    .sort((left, right) => left.size - right.size)
    .map(({ record }) => record);
  const healthy = fitting.find(isHealthy);
  const record = healthy ?? fitting[0];
  return record === undefined ? { choices: [], failedOpen: false } : { choices: one(record), failedOpen: !healthy };
}

/** 0 for a subdivision, 3 for the default; undefined where the client is elsewhere. */
function sizeOf(policy: RoutingPolicy, from: Location): number | undefined {
  if (policy.kind !== 'geolocation') return undefined;
  if (policy.subdivision !== undefined) {
    return policy.country === from.country && policy.subdivision === from.subdivision ? 0 : undefined;
  }
  if (policy.country === '*') return 3;
  if (policy.country !== undefined) return policy.country === from.country ? 1 : undefined;
  return policy.continent === from.continent ? 2 : undefined;
}
