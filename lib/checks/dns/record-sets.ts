import type { Estate } from '../../estate/estate';
import { Unknown } from '../../estate/value';
import { healthChecksOf } from '../../estate/views/health-checks';
import { once } from '../../estate/views/once';
import { isPrivateZone } from '../../estate/views/private-zones';
import { type DnsRecord, recordsOf } from '../../estate/views/records';

/** The records of one name and type, whichever stacks write them: among them a routing policy chooses. */
export interface RecordSet {
  readonly name: string;
  /** `A`, `AAAA`, `CNAME`, … */
  readonly type: string;
  readonly members: readonly DnsRecord[];
}

const ADDRESSES: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

/** Of all records whose name and type are known; `unreadable-dns` tells of the others. */
export const recordSets = once((estate: Estate): readonly RecordSet[] => {
  const sets = new Map<string, { name: string; type: string; members: DnsRecord[] }>();
  for (const record of recordsOf(estate)) {
    const { name, type } = record;
    if (name instanceof Unknown || type instanceof Unknown) continue;
    const key = keyOf(name, type);
    const set = sets.get(key);
    if (set === undefined) sets.set(key, { name, type, members: [record] });
    else set.members.push(record);
  }
  return [...sets.values()];
});

const byKey = once((estate: Estate) => new Map(recordSets(estate).map((set) => [keyOf(set.name, set.type), set])));

/** The records that an alias of this type leads to; undefined where the estate writes none. */
export function setAt(estate: Estate, name: string, type: string): RecordSet | undefined {
  return byKey(estate).get(keyOf(name, type));
}

function keyOf(name: string, type: string): string {
  return `${name} ${type}`;
}

/** Sets with a routing policy, and more than one answer to choose from. */
export function routedSets(estate: Estate): readonly RecordSet[] {
  return recordSets(estate).filter(({ members }) => members.length > 1 && members.some(isRouted));
}

export function isRouted({ routing }: DnsRecord): boolean {
  return routing.kind !== 'simple';
}

/** The sets that a record leads on to: an alias to the one of its type, a CNAME to whichever the name has. */
function setsBelow(estate: Estate, record: DnsRecord, type: string): readonly RecordSet[] {
  const name = nameBelow(record);
  if (name === undefined) return [];
  const types = record.alias === undefined ? [...ADDRESSES] : [type];
  return types.flatMap((one) => setAt(estate, name, one) ?? []);
}

function nameBelow({ alias, type, values }: DnsRecord): string | undefined {
  if (alias !== undefined) return typeof alias.target === 'string' ? alias.target : undefined;
  const [value] = type === 'CNAME' && Array.isArray(values) ? values : [];
  return typeof value === 'string' ? value.toLowerCase().replace(/\.$/, '') : undefined;
}

/** Names that other records lead to. */
const ledTo = once(
  (estate: Estate): ReadonlySet<string> => new Set(recordsOf(estate).flatMap((record) => nameBelow(record) ?? [])),
);

/** Hosts of health checks, lower case. */
export const probedNames = once(
  (estate: Estate): ReadonlySet<string> =>
    new Set(healthChecksOf(estate).flatMap(({ host }) => (typeof host === 'string' ? [host.toLowerCase()] : []))),
);

/**
 * What clients call: address records that no other leads to, and that are not there to be probed or to prove something.
 * A name that one network alone knows belongs to what stands in it: that is what must survive, by names of its own.
 */
export const entrySets = once((estate: Estate): readonly RecordSet[] =>
  recordSets(estate).filter(
    ({ name, type, members }) =>
      ADDRESSES.has(type) &&
      !/(^|\.)_/.test(name) &&
      !ledTo(estate).has(name) &&
      !members.every((record) => isWithinNetwork(estate, record)) &&
      (members.some(isRouted) || !probedNames(estate).has(name)),
  ),
);

function isWithinNetwork(estate: Estate, { zone }: DnsRecord): boolean {
  const node = typeof zone === 'string' ? estate.nodes.get(zone) : undefined;
  return node !== undefined && isPrivateZone(node);
}

/** The records at the end of all branches: those that lead to no other record of the estate. Each once. */
export function leavesOf(estate: Estate, set: RecordSet): readonly DnsRecord[] {
  const leaves = new Map<string, DnsRecord>();
  const seen = new Set<RecordSet>();
  const open = [set];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const record of next.members) {
      const below = setsBelow(estate, record, next.type);
      if (below.length === 0) leaves.set(record.id, record);
      else open.push(...below);
    }
  }
  return [...leaves.values()];
}
