import type { Estate } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import type { DnsAlias, DnsRecord } from '../../estate/views/records';
import { type RecordSet, setAt } from './record-sets';

/**
 * Whether Route 53 could ever find a record unhealthy. One that cannot fail answers while what it leads to is dead.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html
 */
export function mayFail(estate: Estate, record: DnsRecord, above: readonly string[] = []): boolean | Unknown {
  if (record.healthCheck instanceof Unknown) return record.healthCheck;
  if (record.healthCheck !== undefined) return true;
  const { alias, type } = record;
  if (alias === undefined || above.includes(record.id)) return false;
  if (alias.evaluateTargetHealth !== true) return alias.evaluateTargetHealth;
  if (alias.target instanceof Unknown) return alias.target;
  const below =
    typeof alias.target === 'string' && typeof type === 'string' ? setAt(estate, alias.target, type) : undefined;
  if (below !== undefined) return setMayFail(estate, below, [...above, record.id]);
  return resourceMayFail(estate, alias);
}

/** A set fails when all of it does. */
export function setMayFail(estate: Estate, set: RecordSet, above: readonly string[] = []): boolean | Unknown {
  const members = set.members.map((member) => mayFail(estate, member, above));
  if (members.includes(false)) return false;
  return members.find((member) => member instanceof Unknown) ?? true;
}

/** An API Gateway's health is that of the service in its Region, never of what it calls. */
const NEVER: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::CloudFront::Distribution',
  'aws_api_gateway_domain_name',
  'aws_apigatewayv2_domain_name',
  'aws_cloudfront_distribution',
]);

function resourceMayFail(estate: Estate, alias: DnsAlias): boolean | Unknown {
  if (leadsToApiGateway(estate, alias)) return false;
  if (alias.target instanceof Reference) return !NEVER.has(estate.nodes.get(alias.target.nodeId)?.type ?? '');
  // A record of somebody else's: Route 53 evaluates what this estate does not show.
  return typeof alias.target === 'string' && !/\.cloudfront\.net$/.test(alias.target);
}

export function leadsToApiGateway(estate: Estate, { target }: DnsAlias): boolean {
  if (target instanceof Reference) return /api_?gateway/i.test(estate.nodes.get(target.nodeId)?.type ?? '');
  return typeof target === 'string' && /\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(target);
}
