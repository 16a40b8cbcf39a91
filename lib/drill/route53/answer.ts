import type { Answer, Location, ResourceRecordSet, Zone } from './model';
import { awsRegionLocation, distanceKilometres } from './places';
import { RecordHealth } from './record-health';
import { recordsAt } from './records-at';

export interface Question {
  /** Lower case, without a trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly from: Location;
}

/** @see R53/resource-record-sets-choosing-alias-non-alias: an alias has the TTL of its target, an AWS resource's is 60 s */
const RESOURCE_TTL_SECONDS = 60;

/**
 * The record that Route 53 would answer with: of the records of the name and type, the healthy ones (all of them, when
 * none is healthy: it fails open), by the routing policy; an alias of other records goes on there. A branch whose
 * records are all unhealthy is unhealthy itself where the alias evaluates its target, so it is never entered while a
 * neighbour is healthy: that is what "backing out" of a branch comes to.
 *
 * @param isHealthy of a health check, as the DNS servers know it, inversion applied
 * @returns undefined where the zone has no record of that name and type, or an alias leads nowhere
 * @see R53/health-checks-how-route-53-chooses-records, R53/dns-failover-complex-configs
 */
export function answer(zone: Zone, question: Question, isHealthy: (checkId: string) => boolean): Answer | undefined {
  const health = new RecordHealth(zone, isHealthy);
  const path: string[] = [];
  let failedOpen = false;
  let name = question.name;
  for (;;) {
    const candidates = recordsAt(zone, name, question.type);
    const healthy = candidates.filter((record) => health.of(record));
    if (healthy.length === 0) failedOpen = true;
    const record = choose(healthy.length === 0 ? candidates : healthy, question.from);
    // A record met twice is an alias loop, which has no answer.
    if (record === undefined || path.includes(record.id)) return undefined;
    path.push(record.id);
    if (record.target.kind !== 'alias-record') {
      const ttlSeconds = 'ttlSeconds' in record.target ? record.target.ttlSeconds : RESOURCE_TTL_SECONDS;
      return { record, ttlSeconds, path, failedOpen };
    }
    name = record.target.name;
  }
}

/** By the policy, which all records of one name and type share. */
function choose(records: readonly ResourceRecordSet[], from: Location): ResourceRecordSet | undefined {
  const primary = records.find(({ policy }) => policy.kind === 'failover' && policy.role === 'PRIMARY');
  if (primary !== undefined) return primary;
  const [first, ...others] = records;
  return others.reduce<ResourceRecordSet | undefined>(
    (nearest, record) =>
      nearest !== undefined && distanceTo(record, from) < distanceTo(nearest, from) ? record : nearest,
    first,
  );
}

/**
 * Stands for latency, which Route 53 measures and does not publish: an approximation. A Region that nobody can place
 * comes last; records of no latency policy are all alike.
 */
function distanceTo({ policy }: ResourceRecordSet, from: Location): number {
  if (policy.kind !== 'latency') return 0;
  const place = awsRegionLocation(policy.region);
  return place === undefined ? Number.POSITIVE_INFINITY : distanceKilometres(from, place);
}
