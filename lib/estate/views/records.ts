import { dnsName } from '../dns-name';
import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { Reader } from './reader';

/** One DNS record set, from a RecordSet or from a RecordSetGroup. Names are lower case without a trailing dot. */
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
  /** For a record that is no alias. */
  readonly values?: readonly (string | Unknown)[] | Unknown;
  readonly ttlSeconds?: number | Unknown;
  /** The check's node, or the id of a check that the estate does not make. */
  readonly healthCheck?: Reference | string | Unknown;
}

export type DnsRouting =
  | { readonly kind: 'simple' }
  | { readonly kind: 'failover'; readonly role: 'PRIMARY' | 'SECONDARY' | Unknown }
  | { readonly kind: 'latency'; readonly region: string | Unknown }
  | { readonly kind: 'weighted'; readonly weight: number | Unknown }
  | { readonly kind: 'geolocation' | 'geoproximity' | 'ip-based' | 'multivalue' };

export interface DnsAlias {
  /** A name in DNS, or a resource of the estate whose name exists only after deployment. */
  readonly target: string | Reference | Unknown;
  readonly evaluateTargetHealth: boolean | Unknown;
}

export function recordsOf(estate: Estate): DnsRecord[] {
  return [...estate.nodes.values()].flatMap((node) => {
    const properties = Reader.of(node);
    if (node.type === 'AWS::Route53::RecordSet') return [recordOf(node, node.id, properties, zoneOf(properties))];
    if (node.type !== 'AWS::Route53::RecordSetGroup') return [];
    const members = properties.objects('RecordSets');
    const zone = zoneOf(properties);
    return (members instanceof Unknown ? [members] : (members ?? [])).map((member, index) => {
      const id = `${node.id}#${index}`;
      return member instanceof Unknown ? unknownRecord(node, id, zone, member) : recordOf(node, id, member, zone);
    });
  });
}

function recordOf(node: EstateNode, id: string, record: Reader, zone: string | Unknown): DnsRecord {
  const name = record.text('Name') ?? record.unknown('Name', 'not given');
  const setIdentifier = record.text('SetIdentifier');
  const healthCheck = record.link('HealthCheckId');
  return {
    id,
    node,
    zone,
    name: typeof name === 'string' ? dnsName(name) : name,
    type: record.text('Type') ?? record.unknown('Type', 'not given'),
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    routing: routingOf(record),
    ...targetOf(record),
    ...(healthCheck === undefined ? {} : { healthCheck }),
  };
}

function unknownRecord(node: EstateNode, id: string, zone: string | Unknown, unknown: Unknown): DnsRecord {
  return { id, node, zone, name: unknown, type: unknown, routing: { kind: 'simple' }, values: unknown };
}

function zoneOf(properties: Reader): string | Unknown {
  const id = properties.link('HostedZoneId');
  if (id !== undefined) return id instanceof Reference ? id.nodeId : id;
  const name = properties.text('HostedZoneName') ?? properties.unknown('HostedZoneId', 'not given');
  return typeof name === 'string' ? dnsName(name) : name;
}

function routingOf(record: Reader): DnsRouting {
  const role = record.text('Failover');
  if (role !== undefined) return { kind: 'failover', role: roleOf(record, role) };
  const region = record.text('Region');
  if (region !== undefined) return { kind: 'latency', region };
  const weight = record.number('Weight');
  if (weight !== undefined) return { kind: 'weighted', weight };
  for (const [property, kind] of OTHER_ROUTING) if (record.value(property) !== undefined) return { kind };
  return { kind: 'simple' };
}

const OTHER_ROUTING = [
  ['GeoLocation', 'geolocation'],
  ['GeoProximityLocation', 'geoproximity'],
  ['CidrRoutingConfig', 'ip-based'],
  ['MultiValueAnswer', 'multivalue'],
] as const;

function roleOf(record: Reader, role: string | Unknown): 'PRIMARY' | 'SECONDARY' | Unknown {
  if (role instanceof Unknown || role === 'PRIMARY' || role === 'SECONDARY') return role;
  return record.unknown('Failover', `neither PRIMARY nor SECONDARY: ${role}`);
}

function targetOf(record: Reader): Pick<DnsRecord, 'alias' | 'values' | 'ttlSeconds'> {
  const alias = record.section('AliasTarget');
  if (alias instanceof Unknown) return { alias: { target: alias, evaluateTargetHealth: alias } };
  if (alias !== undefined) {
    return {
      alias: { target: aliasTarget(alias), evaluateTargetHealth: alias.flag('EvaluateTargetHealth') ?? false },
    };
  }
  return {
    values: record.texts('ResourceRecords') ?? record.unknown('ResourceRecords', 'not given'),
    ttlSeconds: record.number('TTL') ?? record.unknown('TTL', 'not given'),
  };
}

/** A text joined around one reference is that resource's name all the same: `dualstack.` and the name of a load balancer. */
function aliasTarget(alias: Reader): string | Reference | Unknown {
  const target = alias.link('DNSName') ?? alias.unknown('DNSName', 'not given');
  if (typeof target === 'string') return dnsName(target);
  if (target instanceof Reference || !/Fn::(Join|Sub)$/.test(target.place.path)) return target;
  const [only, ...others] = target.mentions;
  return only !== undefined && others.length === 0 ? only : target;
}
