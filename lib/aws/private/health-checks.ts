import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type CfnHealthCheck,
  HealthCheck,
  HealthCheckType,
  type IHealthCheck,
  InsufficientDataHealthStatusEnum,
} from 'aws-cdk-lib/aws-route53';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { HealthProbe } from '../health-probe';
import { refuseImpossibleProbe } from './probe-rules';

/** A check that probes one endpoint over HTTPS. */
export function endpointCheck(
  scope: Construct,
  id: string,
  name: string,
  probe: HealthProbe & { readonly host: string },
): IHealthCheck {
  refuseImpossibleProbe(probe, `${scope.node.path}.${id}`);
  const check = new HealthCheck(scope, id, {
    type: HealthCheckType.HTTPS,
    fqdn: probe.host,
    port: probe.port ?? 443,
    resourcePath: probe.path,
    requestInterval: probe.interval ?? Duration.seconds(10),
    failureThreshold: probe.failureThreshold ?? 3,
    enableSNI: true,
  });
  return named(check, name);
}

/**
 * Healthy while the metric of an alarm is, and while it says nothing: where a Region's metrics are dark, its cells may
 * well serve.
 */
export function metricCheck(scope: Construct, id: string, name: string, alarm: IAlarm, region: string): IHealthCheck {
  const check = new HealthCheck(scope, id, {
    type: HealthCheckType.CLOUDWATCH_METRIC,
    alarmIdentifier: { name: alarm.alarmName, region },
    insufficientDataHealthStatus: InsufficientDataHealthStatusEnum.HEALTHY,
  });
  return named(check, name);
}

/**
 * Healthy while all of its children are. Flat: a calculated check's children are endpoints and metrics, never calculated ones.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
 */
export function allOf(scope: Construct, id: string, name: string, children: readonly IHealthCheck[]): IHealthCheck {
  const check = new HealthCheck(scope, id, {
    type: HealthCheckType.CALCULATED,
    childHealthChecks: [...children],
    healthThreshold: children.length,
  });
  return named(check, name);
}

/** Health checks have no name but a tag, which is what Route 53's console shows. */
export function named(check: HealthCheck, name: string): IHealthCheck {
  (check.node.defaultChild as CfnHealthCheck).cdkTagManager.setTag('Name', name);
  return check;
}
