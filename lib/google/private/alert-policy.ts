import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { alarmText } from '../../contract/runbook';
import type { Alarms } from '../../topology/topology';
import type { AlertRow } from './alert-rows';

export interface AlertPolicyProps {
  readonly project: string;
  readonly prefix: string;
  readonly alarms?: Alarms;
  readonly dependsOn?: ITerraformDependable[];
}

/** The channels that a policy tells, as its argument is given. */
export function told({ channels = [] }: Alarms = {}) {
  return channels.length === 0 ? {} : { notificationChannels: [...channels] };
}

/** One row as a policy. */
export function alertPolicy(
  scope: Construct,
  { id, query, lastingSeconds = 0, what, section, severity }: AlertRow,
  { project, prefix, alarms, dependsOn }: AlertPolicyProps,
): MonitoringAlertPolicy {
  return new MonitoringAlertPolicy(scope, id, {
    project,
    displayName: `${prefix}: ${id}`,
    ...told(alarms),
    combiner: 'OR',
    severity,
    conditions: [
      {
        displayName: id,
        conditionPrometheusQueryLanguage: { query, duration: `${lastingSeconds}s`, evaluationInterval: '60s' },
      },
    ],
    documentation: { mimeType: 'text/markdown', content: alarmText(what, section, alarms?.runbook) },
    dependsOn,
  });
}
