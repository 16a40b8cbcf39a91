import { dnsName } from '../dns-name';
import type { EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { Reader } from './reader';
import type { DnsRecord, DnsRouting, GeoPlace } from './records';

/** Of a RecordSet, or of a RecordSetGroup, whose members have its id and their index. */
export function cloudFormationRecords(node: EstateNode): DnsRecord[] {
  const properties = Reader.of(node);
  if (node.type === 'AWS::Route53::RecordSet') return [recordOf(node, node.id, properties, zoneOf(properties))];
  if (node.type !== 'AWS::Route53::RecordSetGroup') return [];
  const members = properties.objects('RecordSets');
  const zone = zoneOf(properties);
  return (members instanceof Unknown ? [members] : (members ?? [])).map((member, index) => {
    const id = `${node.id}#${index}`;
    return member instanceof Unknown ? unknownRecord(node, id, zone, member) : recordOf(node, id, member, zone);
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
  const place = record.section('GeoLocation');
  if (place !== undefined) return { kind: 'geolocation', place: placeOf(place) };
  if (record.flag('MultiValueAnswer') === false) return { kind: 'simple' };
  for (const [property, kind] of OTHER_ROUTING) if (record.value(property) !== undefined) return { kind };
  return { kind: 'simple' };
}

function placeOf(location: Reader | Unknown): GeoPlace | Unknown {
  if (location instanceof Unknown) return location;
  const [continent, country, subdivision] = ['ContinentCode', 'CountryCode', 'SubdivisionCode'].map((code) =>
    location.text(code),
  );
  for (const code of [continent, country, subdivision]) if (code instanceof Unknown) return code;
  return { continent, country, subdivision } as GeoPlace;
}

const OTHER_ROUTING = [
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
  if (alias instanceof Unknown) return { alias: { target: alias, zone: alias, evaluateTargetHealth: alias } };
  if (alias !== undefined) {
    return {
      alias: {
        target: aliasTarget(alias),
        zone: zoneOf(alias),
        evaluateTargetHealth: alias.flag('EvaluateTargetHealth') ?? false,
      },
    };
  }
  return {
    values: record.links('ResourceRecords') ?? record.unknown('ResourceRecords', 'not given'),
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
