import type { Estate, EstateNode } from '../estate';
import { Unknown } from '../value';
import type { DnsHealthCheck } from './health-checks';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

export function cloudFormationHealthChecks(estate: Estate): DnsHealthCheck[] {
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
    // CloudFormation cannot disable one.
    disabled: false,
    regions: config.texts('Regions') ?? [],
    children: config.links('ChildHealthChecks') ?? [],
    ...(healthThreshold === undefined ? {} : { healthThreshold }),
    ...(type === 'CLOUDWATCH_METRIC' ? metricOf(config) : {}),
    ...(type === 'RECOVERY_CONTROL'
      ? { routingControl: config.link('RoutingControlArn') ?? config.unknown('RoutingControlArn', 'not given') }
      : {}),
  };
}

function metricOf(config: Reader): Pick<DnsHealthCheck, 'alarm' | 'alarmRegion' | 'insufficientData'> {
  const alarm = config.section('AlarmIdentifier') ?? config.unknown('AlarmIdentifier', 'not given');
  return {
    alarm: alarm instanceof Unknown ? alarm : (alarm.link('Name') ?? alarm.unknown('Name', 'not given')),
    alarmRegion: alarm instanceof Unknown ? alarm : (alarm.text('Region') ?? alarm.unknown('Region', 'not given')),
    insufficientData: config.text('InsufficientDataHealthStatus') ?? 'LastKnownStatus',
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
    disabled: false,
    regions: unknown,
    children: unknown,
  };
}
