import type { FleetMetadata } from '../../contract/metadata';
import type { EstateZone } from '../route53/zones';
import type { Entry, Leaf } from './system';

/**
 * The names that clients call: of a fleet of ours the served one; else every name that leads to something and that no
 * other record leads to, but for those that are there only to be probed.
 */
export function entriesOf(
  zones: readonly EstateZone[],
  leaves: ReadonlyMap<string, Leaf>,
  fleet: FleetMetadata | undefined,
): Entry[] {
  return zones.flatMap((zone) => {
    const names = new Map<string, Entry>();
    const targets = new Set<string>();
    for (const { target } of zone.records) {
      if (target.kind === 'alias-record' || target.kind === 'name') targets.add(target.name);
    }
    for (const { id, name, type, target } of zone.records) {
      if (type !== 'A' && type !== 'AAAA' && type !== 'CNAME') continue;
      if (fleet !== undefined ? name !== fleet.domain : targets.has(name) || /(^|\.)_/.test(name)) continue;
      if (target.kind !== 'alias-record' && !leaves.has(id)) continue;
      // A client of an IPv4 network asks for A; an AAAA of the same name is another entry of its own.
      const asked = type === 'CNAME' ? 'A' : type;
      names.set(`${name} ${asked}`, { zone, name, type: asked });
    }
    const found = [...names.values()];
    const probed = new Set(zone.checks.flatMap((check) => (check.kind === 'endpoint' ? [check.host] : [])));
    const called = found.filter(({ name }) => !probed.has(name));
    return called.length > 0 ? called : found;
  });
}
