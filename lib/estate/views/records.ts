import type { Estate, EstateNode } from '../estate';
import type { Reference, Unknown } from '../value';
import { cloudFormationRecords } from './cloudformation-records';
import { once } from './once';
import { terraformRecords } from './terraform-records';

/** One DNS record set, whoever writes it. Names are lower case without a trailing dot. */
export interface DnsRecord {
  /** The node's id, for a member of a group with its index: `Stack/Records#2`. */
  readonly id: string;
  readonly node: EstateNode;
  /** The hosted zone's id, its node's id where the estate makes the zone, or its name where the record gives that instead. */
  readonly zone: string | Unknown;
  readonly name: string | Unknown;
  /** `A`, `AAAA`, … */
  readonly type: string | Unknown;
  readonly setIdentifier?: string | Unknown;
  readonly routing: DnsRouting;
  readonly alias?: DnsAlias;
  /** For a record that is no alias; a reference is to what has the value once it is deployed. */
  readonly values?: readonly (Reference | string | Unknown)[] | Unknown;
  readonly ttlSeconds?: number | Unknown;
  /** The check's node, or the id of a check that the estate does not make. */
  readonly healthCheck?: Reference | string | Unknown;
}

export type DnsRouting =
  | { readonly kind: 'simple' }
  | { readonly kind: 'failover'; readonly role: 'PRIMARY' | 'SECONDARY' | Unknown }
  | { readonly kind: 'latency'; readonly region: string | Unknown }
  | { readonly kind: 'weighted'; readonly weight: number | Unknown }
  | { readonly kind: 'geolocation'; readonly place: GeoPlace | Unknown }
  | { readonly kind: 'geoproximity' | 'ip-based' | 'multivalue' };

/** Codes as Route 53 writes them: `EU`; `DE`, or `*` for everybody else; a state of the US or a part of Ukraine. */
export interface GeoPlace {
  readonly continent?: string;
  readonly country?: string;
  readonly subdivision?: string;
}

export interface DnsAlias {
  /** A name in DNS, or a resource of the estate whose name exists only after deployment. */
  readonly target: string | Reference | Unknown;
  /** The zone in which the target lies, as in a record; its resource's own (AWS's) for a resource. */
  readonly zone: string | Unknown;
  readonly evaluateTargetHealth: boolean | Unknown;
}

/** The records of an estate, in the order of its nodes. */
export const recordsOf = once((estate: Estate): readonly DnsRecord[] =>
  [...estate.nodes.values()].flatMap((node) => [...cloudFormationRecords(node), ...terraformRecords(estate, node)]),
);
