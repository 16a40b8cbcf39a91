import type { Estate, EstateNode } from '../estate';
import { type Reference, Unknown } from '../value';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

/** A Route 53 health check as declared, with Route 53's defaults filled in. */
export interface DnsHealthCheck {
  readonly node: EstateNode;
  /** `HTTPS`, `HTTPS_STR_MATCH`, `CALCULATED`, … */
  readonly type: string | Unknown;
  readonly host?: string | Unknown;
  readonly address?: string | Unknown;
  /** 443 for the HTTPS types and 80 for the HTTP types by default. */
  readonly port: number | Unknown;
  /** `/` by default. */
  readonly path: string | Unknown;
  readonly searchString?: string | Unknown;
  /** 30 by default. */
  readonly intervalSeconds: number | Unknown;
  /** 3 by default. */
  readonly failureThreshold: number | Unknown;
  readonly inverted: boolean | Unknown;
  /** Empty for Route 53's default set. */
  readonly regions: readonly (string | Unknown)[] | Unknown;
  /** Of a CALCULATED check: nodes, or ids of checks that the estate does not make. */
  readonly children: readonly (Reference | string | Unknown)[] | Unknown;
  /** Of a CALCULATED check. */
  readonly healthThreshold?: number | Unknown;
}

export function healthChecksOf(estate: Estate): DnsHealthCheck[] {
  return nodesOfType(estate, 'AWS::Route53::HealthCheck').map((node) => {
    const properties = Reader.of(node);
    const config = properties.section('HealthCheckConfig');
    return config === undefined || config instanceof Unknown
      ? unknownCheck(node, config ?? properties.unknown('HealthCheckConfig', 'not given'))
      : checkOf(node, config);
  });
}

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
function checkOf(node: EstateNode, config: Reader): DnsHealthCheck {
  const type = config.text('Type') ?? config.unknown('Type', 'not given');
  const host = config.text('FullyQualifiedDomainName');
  const address = config.text('IPAddress');
  const searchString = config.text('SearchString');
  const healthThreshold = config.number('HealthThreshold');
  return {
    node,
    type,
    ...(host === undefined ? {} : { host }),
    ...(address === undefined ? {} : { address }),
    port: config.number('Port') ?? (typeof type === 'string' && type.startsWith('HTTPS') ? 443 : 80),
    path: config.text('ResourcePath') ?? '/',
    ...(searchString === undefined ? {} : { searchString }),
    intervalSeconds: config.number('RequestInterval') ?? 30,
    failureThreshold: config.number('FailureThreshold') ?? 3,
    inverted: config.flag('Inverted') ?? false,
    regions: config.texts('Regions') ?? [],
    children: config.links('ChildHealthChecks') ?? [],
    ...(healthThreshold === undefined ? {} : { healthThreshold }),
  };
}

function unknownCheck(node: EstateNode, unknown: Unknown): DnsHealthCheck {
  return {
    node,
    type: unknown,
    port: unknown,
    path: unknown,
    intervalSeconds: unknown,
    failureThreshold: unknown,
    inverted: unknown,
    regions: unknown,
    children: unknown,
  };
}
