import type { Estate, EstateNode } from '../estate';
import type { DnsHealthCheck } from './health-checks';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

export function terraformHealthChecks(estate: Estate): DnsHealthCheck[] {
  return nodesOfType(estate, 'aws_route53_health_check').map(checkOf);
}

/**
 * What the provider leaves out Route 53 fills in, so the defaults are the same as CloudFormation's.
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/route53_health_check
 */
function checkOf(node: EstateNode): DnsHealthCheck {
  const check = Reader.of(node);
  const type = check.text('type') ?? check.unknown('type', 'not given');
  const host = check.text('fqdn');
  const address = check.text('ip_address');
  const searchString = check.text('search_string');
  const healthThreshold = check.number('child_health_threshold');
  return {
    node,
    type,
    ...(host === undefined ? {} : { host }),
    ...(address === undefined ? {} : { address }),
    port: check.number('port') ?? (typeof type === 'string' && type.startsWith('HTTPS') ? 443 : 80),
    path: check.text('resource_path') ?? '/',
    ...(searchString === undefined ? {} : { searchString }),
    intervalSeconds: check.number('request_interval') ?? 30,
    failureThreshold: check.number('failure_threshold') ?? 3,
    inverted: check.flag('invert_healthcheck') ?? false,
    disabled: check.flag('disabled') ?? false,
    regions: check.texts('regions') ?? [],
    children: check.links('child_healthchecks') ?? [],
    ...(healthThreshold === undefined ? {} : { healthThreshold }),
    ...(type === 'CLOUDWATCH_METRIC'
      ? {
          alarm: check.link('cloudwatch_alarm_name') ?? check.unknown('cloudwatch_alarm_name', 'not given'),
          alarmRegion: check.text('cloudwatch_alarm_region') ?? check.unknown('cloudwatch_alarm_region', 'not given'),
          insufficientData: check.text('insufficient_data_health_status') ?? 'LastKnownStatus',
        }
      : {}),
    ...(type === 'RECOVERY_CONTROL'
      ? { routingControl: check.link('routing_control_arn') ?? check.unknown('routing_control_arn', 'not given') }
      : {}),
  };
}
