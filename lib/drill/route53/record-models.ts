import { isIPv4, isIPv6 } from 'node:net';
import { dnsName } from '../../estate/dns-name';
import type { Estate } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import type { DnsAlias, DnsRecord, DnsRouting } from '../../estate/views/records';
import type { CheckModels } from './check-models';
import { allKnown } from './known';
import type { RecordTarget, ResourceRecordSet, RoutingPolicy } from './model';
import { awsRegionLocation } from './places';
import { leftOut, type Unmodelled } from './unmodelled';

/** What surrounds a record in its zone. */
export interface Surroundings {
  readonly estate: Estate;
  /** All names in the zone. */
  readonly names: ReadonlySet<string | Unknown>;
  readonly checks: CheckModels;
}

export interface ModelledRecord {
  readonly record?: ResourceRecordSet;
  readonly unmodelled: readonly Unmodelled[];
}

/** One record as the engine knows it; or why it does not. */
export function modelRecord(declared: DnsRecord, around: Surroundings): ModelledRecord {
  const { id, setIdentifier } = declared;
  const known = allKnown({
    name: declared.name,
    type: declared.type,
    setIdentifier,
    'health check': declared.healthCheck,
  });
  const out = (reason: string): ModelledRecord => ({ unmodelled: [leftOut(id, reason)] });
  if (typeof known === 'string') return out(known);
  if (known.name.includes('*')) return out('wildcard names are not modelled');
  const policy = policyOf(declared.routing);
  if (typeof policy === 'string') return out(policy);
  const target = targetOf(declared, known.type, around);
  if (typeof target === 'string') return out(target);
  const check = known['health check'];
  const healthCheckId = check instanceof Reference ? check.nodeId : check;
  if (healthCheckId !== undefined && !around.checks.models.has(healthCheckId)) {
    return out(`its health check ${healthCheckId} is not in the model`);
  }
  return {
    record: {
      id,
      name: known.name,
      type: known.type,
      ...(known.setIdentifier === undefined ? {} : { setIdentifier: known.setIdentifier }),
      policy,
      target,
      ...(healthCheckId === undefined ? {} : { healthCheckId }),
    },
    unmodelled: assumptions(id, target, around.estate),
  };
}

function policyOf(routing: DnsRouting): RoutingPolicy | string {
  switch (routing.kind) {
    case 'simple':
      return routing;
    case 'failover':
      return routing.role instanceof Unknown
        ? `its role is unknown: ${routing.role.reason}`
        : { ...routing, role: routing.role };
    case 'latency': {
      const { region } = routing;
      if (region instanceof Unknown) return `its region is unknown: ${region.reason}`;
      if (awsRegionLocation(region) === undefined) return `nobody here knows where ${region} is`;
      return { kind: 'latency', region };
    }
    case 'weighted': {
      const { weight } = routing;
      if (weight instanceof Unknown) return `its weight is unknown: ${weight.reason}`;
      return Number.isInteger(weight) && weight >= 0 && weight <= 255
        ? { kind: 'weighted', weight }
        : `its weight is not between 0 and 255: ${weight}`;
    }
    case 'geolocation': {
      const { place } = routing;
      if (place instanceof Unknown) return `its place is unknown: ${place.reason}`;
      return { kind: 'geolocation', ...place };
    }
    case 'multivalue':
      return { kind: 'multivalue' };
    default:
      return `${routing.kind} routing is not modelled`;
  }
}

function targetOf(declared: DnsRecord, type: string, around: Surroundings): RecordTarget | string {
  if (declared.alias !== undefined) return aliasTarget(declared.alias, declared.zone, around);
  const known = allKnown({ values: declared.values, ttl: declared.ttlSeconds });
  if (typeof known === 'string') return known;
  const { ttl = 0 } = known;
  if (type === 'CNAME') {
    const [name, ...others] = known.values ?? [];
    if (name === undefined || others.length > 0) return 'a CNAME leads to one name';
    if (name instanceof Reference) return { kind: 'resource-address', resource: name.nodeId, ttlSeconds: ttl };
    return { kind: 'name', name: dnsName(name), ttlSeconds: ttl };
  }
  const values: string[] = [];
  for (const value of known.values ?? []) {
    if (!(value instanceof Reference)) values.push(value);
    else if (known.values?.length === 1 && isAddressOf(value, type, around.estate)) {
      return { kind: 'resource-address', resource: value.nodeId, ttlSeconds: ttl };
    } else return `${value.attribute} of ${value.nodeId} is known only after deployment`;
  }
  const isAddress = { A: isIPv4, AAAA: isIPv6 }[type];
  const wrong = isAddress && values.find((value) => !isAddress(value));
  return wrong === undefined
    ? { kind: 'values', values, ttlSeconds: ttl }
    : `${wrong} is no address for a record of type ${type}`;
}

/** Does the resource have one fixed address, and is it this attribute? */
function isAddressOf({ nodeId, attribute }: Reference, type: string, estate: Estate): boolean {
  const node = estate.nodes.get(nodeId);
  return type === 'A' && node !== undefined && FIXED_ADDRESSES[node.type]?.includes(attribute) === true;
}

const FIXED_ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  google_compute_address: ['address'],
  google_compute_global_address: ['address'],
  'AWS::EC2::EIP': ['Ref', 'PublicIp'],
  aws_eip: ['public_ip'],
};

function aliasTarget(alias: DnsAlias, zone: DnsRecord['zone'], { names, estate }: Surroundings): RecordTarget | string {
  const known = allKnown({ 'alias target': alias.target, EvaluateTargetHealth: alias.evaluateTargetHealth });
  if (typeof known === 'string') return known;
  const { 'alias target': target, EvaluateTargetHealth: evaluateTargetHealth } = known;
  if (target instanceof Reference) {
    const type = estate.nodes.get(target.nodeId)?.type;
    if (type !== undefined && ROUTE_53.test(type)) return `the name of the record ${target.nodeId} is not known`;
    return { kind: 'alias-resource', resource: target.nodeId, evaluateTargetHealth };
  }
  if (names.has(target)) return { kind: 'alias-record', name: target, evaluateTargetHealth };
  // Somebody else's record in the same zone: Route 53 would have refused the alias if it did not exist.
  return AWS_NAMES.test(target) || alias.zone === zone
    ? { kind: 'alias-resource', resource: target, evaluateTargetHealth }
    : `the estate has no record of its alias's name ${target}`;
}

const ROUTE_53 = /^(AWS::Route53::|aws_route53_)/;

/** The names that AWS gives to its own resources. */
const AWS_NAMES = /\.(amazonaws\.com(\.cn)?|cloudfront\.net|awsglobalaccelerator\.com|elasticbeanstalk\.com)$/;

/** A regional API's own health fails only with API Gateway in that Region: nothing here could tell, and nothing needs to. */
const NEVER_FAILS: ReadonlySet<string> = new Set(['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName']);

function assumptions(id: string, target: RecordTarget, estate: Estate): Unmodelled[] {
  if (target.kind !== 'alias-resource' || !target.evaluateTargetHealth) return [];
  const type = estate.nodes.get(target.resource)?.type;
  if (type !== undefined && NEVER_FAILS.has(type)) return [];
  const what = `${type ?? 'resource'} ${target.resource}`;
  return [{ id, reason: `the health of its target, ${what}, is not modelled`, treatment: 'assumed-healthy' }];
}
