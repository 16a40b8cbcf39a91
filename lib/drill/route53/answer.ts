import type { Random } from '../random';
import { type Choice, candidatesOf } from './choose';
import type { Answer, Location, ResourceRecordSet, Zone } from './model';
import { RecordHealth } from './record-health';
import { recordsAt } from './records-at';

export interface Question {
  /** Lower case, without a trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly from: Location;
}

/** What Route 53 knows at the moment of a question. */
export interface Known {
  /** Of a health check, as the DNS servers know it, inversion applied. */
  readonly isHealthy: (checkId: string) => boolean;
  /** Of an AWS resource that an alias evaluates, by `resourceHealth`'s rules; all are where it is left out. */
  readonly isResourceHealthy?: (resource: string) => boolean;
}

/** One of the answers that a question may get, and its share among them. */
export interface PossibleAnswer {
  readonly answer: Answer;
  /** Of all that ask; what a set without a fitting record leaves unanswered is missing from the sum. */
  readonly share: number;
}

/** @see R53/resource-record-sets-choosing-alias-non-alias: an alias has the TTL of its target, an AWS resource's is 60 s */
export const RESOURCE_TTL_SECONDS = 60;

/** The most records that a multivalue answer holds. @see R53/routing-policy-multivalue */
const MULTIVALUE_RECORDS = 8;

/**
 * The record that Route 53 would answer with: of the records of the name and type, the healthy ones (all of them, when
 * none is healthy: it fails open), by the routing policy; an alias of other records, or a CNAME into the zone, goes on
 * there. A branch whose records are all unhealthy is unhealthy itself where the alias evaluates its target, so it is
 * never entered while a neighbour is healthy: that is what "backing out" of a branch comes to.
 *
 * @param isHealthy of a health check, as the DNS servers know it, inversion applied
 * @param random decides among weighted and multivalue records; without it the first that could answer does
 * @returns undefined where the zone has no record of that name and type, none fits the place that asks, or an alias
 *   leads nowhere
 * @see R53/health-checks-how-route-53-chooses-records, R53/dns-failover-complex-configs
 */
export function answer(
  zone: Zone,
  question: Question,
  isHealthy: (checkId: string) => boolean,
  random: Random = () => 0,
  isResourceHealthy?: (resource: string) => boolean,
): Answer | undefined {
  const possible = possibleAnswers(zone, question, { isHealthy, isResourceHealthy });
  let left = random();
  for (const { answer: one, share } of possible) {
    left -= share;
    if (left < 0) return multiplied(one, possible, random);
  }
  return undefined;
}

/** Every answer that the question may get, with its share: the chances of weighted and multivalue sets multiplied out. */
export function possibleAnswers(zone: Zone, question: Question, known: Known): PossibleAnswer[] {
  const health = new RecordHealth(zone, known);
  const walk = (name: string, way: Way): PossibleAnswer[] => {
    const own = recordsAt(zone, name, question.type);
    const records = own.length > 0 || question.type === 'CNAME' ? own : recordsAt(zone, name, 'CNAME');
    const { choices, failedOpen } = candidatesOf(records, question.from, (record) => health.of(record));
    return choices.flatMap((choice) => follow(choice, { ...way, failedOpen: way.failedOpen || failedOpen }));
  };
  const follow = ({ record, share }: Choice, way: Way): PossibleAnswer[] => {
    // A record met twice is an alias loop, which has no answer.
    if (way.path.includes(record.id)) return [];
    const { target } = record;
    const own = 'ttlSeconds' in target ? target.ttlSeconds : RESOURCE_TTL_SECONDS;
    const on: Way = {
      ...way,
      path: [...way.path, record.id],
      share: way.share * share,
      ttlSeconds: target.kind === 'alias-record' ? way.ttlSeconds : Math.min(way.ttlSeconds, own),
    };
    if (target.kind === 'alias-record') return walk(target.name, on);
    if (target.kind === 'name' && question.type !== 'CNAME' && zone.records.some(({ name }) => name === target.name)) {
      return walk(target.name, on);
    }
    const { ttlSeconds, path, failedOpen } = on;
    return [{ share: on.share, answer: { record, records: [record], ttlSeconds, path, failedOpen } }];
  };
  return walk(question.name, { path: [], failedOpen: false, share: 1, ttlSeconds: Number.POSITIVE_INFINITY });
}

interface Way {
  readonly path: readonly string[];
  readonly failedOpen: boolean;
  readonly share: number;
  readonly ttlSeconds: number;
}

/** With the other records of a multivalue set, of which an answer holds up to eight by chance. */
function multiplied(one: Answer, possible: readonly PossibleAnswer[], random: Random): Answer {
  if (one.record.policy.kind !== 'multivalue') return one;
  const others: ResourceRecordSet[] = possible
    .map(({ answer: { record } }) => record)
    .filter((record) => record !== one.record && record.name === one.record.name);
  const records = [one.record];
  while (records.length < MULTIVALUE_RECORDS && others.length > 0) {
    records.push(...others.splice(Math.floor(random() * others.length), 1));
  }
  return { ...one, records };
}
