import type { Estate, EstateNode } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import type { DnsAlias } from '../../estate/views/records';

export const CUSTOM_DOMAIN_TYPES = [
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGatewayV2::DomainName',
  'aws_api_gateway_domain_name',
  'aws_apigatewayv2_domain_name',
] as const;

/** A name under which an API Gateway answers. */
export interface CustomDomain {
  readonly node: EstateNode;
  readonly name: string | Unknown;
  /** Whether callers must prove themselves by certificates. */
  readonly mutualTls: boolean | Unknown;
  /** Of the certificate: its node, or its ARN. */
  readonly certificate?: Reference | string | Unknown;
}

export function customDomains(estate: Estate): CustomDomain[] {
  return nodesOfType(estate, ...CUSTOM_DOMAIN_TYPES).map(customDomain);
}

/** The custom domain that an alias leads to; undefined where it leads to something else. */
export function domainBehind(estate: Estate, { target }: DnsAlias): CustomDomain | undefined {
  const node = target instanceof Reference ? estate.nodes.get(target.nodeId) : undefined;
  return node !== undefined && (CUSTOM_DOMAIN_TYPES as readonly string[]).includes(node.type)
    ? customDomain(node)
    : undefined;
}

function customDomain(node: EstateNode): CustomDomain {
  const domain = Reader.of(node);
  const name = domain.text('DomainName') ?? domain.text('domain_name') ?? domain.unknown('DomainName', 'not given');
  const tls = domain.value('MutualTlsAuthentication') ?? domain.value('mutual_tls_authentication');
  const certificate = certificateOf(domain);
  return {
    node,
    name: typeof name === 'string' ? name.toLowerCase() : name,
    mutualTls: tls instanceof Unknown ? tls : tls !== undefined && tls !== null,
    ...(certificate === undefined ? {} : { certificate }),
  };
}

function certificateOf(domain: Reader): Reference | string | Unknown | undefined {
  const keys = ['RegionalCertificateArn', 'CertificateArn', 'regional_certificate_arn', 'certificate_arn'];
  for (const key of keys) {
    const link = domain.link(key);
    if (link !== undefined) return link;
  }
  const configurations = domain.objects('DomainNameConfigurations');
  const first = configurations instanceof Unknown ? configurations : configurations?.[0];
  return first instanceof Unknown ? first : first?.link('CertificateArn');
}
