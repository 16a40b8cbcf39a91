import { dnsName } from '../dns-name';
import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { Reader } from './reader';
import type { DnsRecord, DnsRouting, GeoPlace } from './records';

/**
 * Of an `aws_route53_record`. Its name is taken as it stands: the provider would append the zone's to one that does
 * not end with it.
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/route53_record
 */
export function terraformRecords(estate: Estate, node: EstateNode): DnsRecord[] {
  if (node.type !== 'aws_route53_record') return [];
  const record = Reader.of(node);
  const repeated = ['count', 'for_each'].find((key) => node.attributes[key] !== undefined);
  const name = repeated === undefined ? record.text('name') : record.unknown(repeated, `${repeated} is not evaluated`);
  const setIdentifier = record.text('set_identifier');
  const healthCheck = record.link('health_check_id');
  return [
    {
      id: node.id,
      node,
      zone: zoneOf(estate, record),
      name: typeof name === 'string' ? dnsName(name) : (name ?? record.unknown('name', 'not given')),
      type: record.text('type') ?? record.unknown('type', 'not given'),
      ...(setIdentifier === undefined ? {} : { setIdentifier }),
      routing: routingOf(record),
      ...targetOf(estate, record),
      ...(healthCheck === undefined ? {} : { healthCheck }),
    },
  ];
}

/** Of a zone that is looked up by its name, at least that is known. */
function zoneOf(estate: Estate, record: Reader): string | Unknown {
  const zone = record.link('zone_id') ?? record.unknown('zone_id', 'not given');
  if (zone instanceof Reference) return zone.nodeId;
  const [mentioned] = zone instanceof Unknown ? zone.mentions : [];
  const lookedUp = mentioned === undefined ? undefined : estate.nodes.get(mentioned.nodeId);
  const name = lookedUp?.type === 'data.aws_route53_zone' ? Reader.of(lookedUp).text('name') : undefined;
  return typeof name === 'string' ? dnsName(name) : zone;
}

function routingOf(record: Reader): DnsRouting {
  const failover = argument(record, 'failover_routing_policy', (policy) => policy.text('type'));
  if (failover !== undefined) return { kind: 'failover', role: roleOf(record, failover) };
  const region = argument(record, 'latency_routing_policy', (policy) => policy.text('region'));
  if (region !== undefined) return { kind: 'latency', region };
  const weight = argument(record, 'weighted_routing_policy', (policy) => policy.number('weight'));
  if (weight !== undefined) return { kind: 'weighted', weight };
  const place = argument(record, 'geolocation_routing_policy', placeOf);
  if (place !== undefined) return { kind: 'geolocation', place };
  for (const [policy, kind] of OTHER_ROUTING) if (isGiven(record, policy)) return { kind };
  return { kind: 'simple' };
}

const OTHER_ROUTING = [
  ['geoproximity_routing_policy', 'geoproximity'],
  ['cidr_routing_policy', 'ip-based'],
  ['multivalue_answer_routing_policy', 'multivalue'],
] as const;

function placeOf(location: Reader): GeoPlace | Unknown {
  const [continent, country, subdivision] = ['continent', 'country', 'subdivision'].map((code) => location.text(code));
  for (const code of [continent, country, subdivision]) if (code instanceof Unknown) return code;
  return { continent, country, subdivision } as GeoPlace;
}

function isGiven(record: Reader, policy: string): boolean {
  const value = record.value(policy);
  return value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** What a policy's block says; undefined where there is no such block. */
function argument<T>(record: Reader, policy: string, read: (block: Reader) => T | undefined): T | Unknown | undefined {
  const block = record.block(policy);
  if (block === undefined || block instanceof Unknown) return block;
  return read(block) ?? record.unknown(policy, 'it does not say how');
}

function roleOf(record: Reader, role: string | Unknown): 'PRIMARY' | 'SECONDARY' | Unknown {
  if (role instanceof Unknown || role === 'PRIMARY' || role === 'SECONDARY') return role;
  return record.unknown('failover_routing_policy', `neither PRIMARY nor SECONDARY: ${role}`);
}

/** A record's `fqdn` is the name that its own argument gives it. */
function nameOf(estate: Estate, target: Reference | string | Unknown): Reference | string | Unknown {
  const record = target instanceof Reference ? estate.nodes.get(target.nodeId) : undefined;
  return record?.type === 'aws_route53_record' ? (Reader.of(record).text('name') ?? target) : target;
}

function targetOf(estate: Estate, record: Reader): Pick<DnsRecord, 'alias' | 'values' | 'ttlSeconds'> {
  const alias = record.block('alias');
  if (alias instanceof Unknown) return { alias: { target: alias, zone: alias, evaluateTargetHealth: alias } };
  if (alias !== undefined) {
    const target = nameOf(estate, alias.link('name') ?? alias.unknown('name', 'not given'));
    return {
      alias: {
        target: typeof target === 'string' ? dnsName(target) : target,
        zone: zoneOf(estate, alias),
        evaluateTargetHealth:
          alias.flag('evaluate_target_health') ?? alias.unknown('evaluate_target_health', 'not given'),
      },
    };
  }
  return {
    values: record.links('records') ?? record.unknown('records', 'not given'),
    ttlSeconds: record.number('ttl') ?? record.unknown('ttl', 'not given'),
  };
}
