import type { ResourceRecordSet, RoutingPolicy } from './model';
import { leftOut, type Unmodelled } from './unmodelled';

/**
 * Takes out the records that Route 53 would refuse or could not answer with: sets whose members contradict each other,
 * aliases of nothing, and aliases that lead back to themselves. Taking one out may leave another with no target, so it
 * goes on until nothing changes.
 */
export function withoutUnanswerable(records: readonly ResourceRecordSet[]): {
  records: readonly ResourceRecordSet[];
  unmodelled: readonly Unmodelled[];
} {
  const unmodelled: Unmodelled[] = [];
  let left = records;
  for (;;) {
    const sets = setsOf(left);
    const faults = left.flatMap((record) => {
      const reason = contradiction(sets.get(keyOf(record)) ?? []) ?? aliasFault(record, sets);
      return reason === undefined ? [] : [leftOut(record.id, reason)];
    });
    if (faults.length === 0) return { records: left, unmodelled };
    unmodelled.push(...faults);
    const out = new Set(faults.map(({ id }) => id));
    left = left.filter(({ id }) => !out.has(id));
  }
}

type Sets = ReadonlyMap<string, readonly ResourceRecordSet[]>;

function keyOf({ name, type }: Pick<ResourceRecordSet, 'name' | 'type'>): string {
  return `${name} ${type}`;
}

function setsOf(records: readonly ResourceRecordSet[]): Sets {
  const sets = new Map<string, ResourceRecordSet[]>();
  for (const record of records) sets.set(keyOf(record), [...(sets.get(keyOf(record)) ?? []), record]);
  return sets;
}

/** Why Route 53 refuses these records beside each other. @see R53/API_ChangeResourceRecordSets */
function contradiction(set: readonly ResourceRecordSet[]): string | undefined {
  const policies = set.map(({ policy }) => policy);
  if (new Set(policies.map(({ kind }) => kind)).size > 1) return 'records of its name and type have different policies';
  const places = policies.flatMap((policy) => placeOf(policy) ?? []);
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  return twice === undefined ? undefined : `two records of its name and type are ${twice}`;
}

/** What a record alone of its set may be; nothing of those whose sets may have many alike. */
function placeOf(policy: RoutingPolicy): string | undefined {
  switch (policy.kind) {
    case 'failover':
      return policy.role;
    case 'latency':
      return policy.region;
    case 'geolocation':
      return [policy.continent, policy.country, policy.subdivision].filter((code) => code !== undefined).join('-');
    case 'simple':
      return 'simple';
    case 'weighted':
    case 'multivalue':
      return undefined;
  }
}

function aliasFault(record: ResourceRecordSet, sets: Sets): string | undefined {
  if (record.target.kind !== 'alias-record') return undefined;
  const { name } = record.target;
  const isTarget = (other: ResourceRecordSet) => keyOf(other) === keyOf(record);
  if (!sets.has(keyOf({ name, type: record.type }))) return `no record of type ${record.type} can answer for ${name}`;
  return reaches(record, isTarget, sets) ? 'its alias leads back to itself' : undefined;
}

function reaches(from: ResourceRecordSet, isWanted: (record: ResourceRecordSet) => boolean, sets: Sets): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (record.target.kind !== 'alias-record') continue;
    const key = keyOf({ name: record.target.name, type: record.type });
    if (seen.has(key)) continue;
    seen.add(key);
    for (const next of sets.get(key) ?? []) {
      if (isWanted(next)) return true;
      open.push(next);
    }
  }
  return false;
}
