import { answer } from '../../drill/route53/answer';
import type { Location, Zone } from '../../drill/route53/model';

/** What a name server says to one question of type A. */
export type NameAnswer =
  | {
      readonly kind: 'answer';
      readonly addresses: readonly string[];
      /** Service time. */
      readonly ttlSeconds: number;
      readonly failedOpen: boolean;
    }
  /** The name exists and has no such record. */
  | { readonly kind: 'no-data' }
  | { readonly kind: 'no-such-name' }
  /** The name lies outside every zone of the estate. */
  | { readonly kind: 'refused' };

export interface NameServer {
  /** @param name lower case, without a trailing dot */
  resolve(name: string, type: string, from: Location): NameAnswer;
  /** The apex of the zone around a name. */
  apexOf(name: string): string | undefined;
}

/**
 * Answers as Route 53's servers would, from the zones as synthesized and the health of the moment.
 *
 * @param addressesOf the addresses on this machine of the resource that an alias or an address record leads to;
 *   undefined where nothing stands for it here
 */
export function nameServer(
  zones: readonly Zone[],
  isHealthy: (checkId: string) => boolean,
  addressesOf: (resource: string) => readonly string[] | undefined,
): NameServer {
  const apexes = zones.map((zone) => ({ zone, apex: apex(zone) })).filter(({ zone }) => zone.records.length > 0);
  const find = (name: string) => apexes.find((one) => name === one.apex || name.endsWith(`.${one.apex}`));
  return {
    apexOf: (name) => find(name)?.apex,
    resolve(name, type, from) {
      const zone = find(name)?.zone;
      if (zone === undefined) return { kind: 'refused' };
      const found = type === 'A' ? answer(zone, { name, type, from }, isHealthy) : undefined;
      if (found === undefined) {
        const exists = zone.records.some((record) => record.name === name || record.name.endsWith(`.${name}`));
        return { kind: exists ? 'no-data' : 'no-such-name' };
      }
      const { target } = found.record;
      const addresses =
        target.kind === 'values' ? target.values : 'resource' in target ? addressesOf(target.resource) : [];
      if (addresses === undefined || addresses.length === 0) return { kind: 'no-data' };
      return { kind: 'answer', addresses, ttlSeconds: found.ttlSeconds, failedOpen: found.failedOpen };
    },
  };
}

/** The name under which all of a zone's records lie; the zone's own name is not in the templates that only refer to it. */
function apex(zone: Zone): string {
  const names = zone.records.map((record) => record.name.split('.').reverse());
  const common: string[] = [];
  for (const [index, label] of (names[0] ?? []).entries()) {
    if (!names.every((name) => name[index] === label)) break;
    common.push(label);
  }
  return common.reverse().join('.');
}
