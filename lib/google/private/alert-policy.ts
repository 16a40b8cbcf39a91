import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { alarmText } from '../../contract/runbook';
import type { AlertRow } from './alert-rows';

export interface AlertPolicyProps {
  readonly project: string;
  readonly prefix: string;
  /** The URL of the published runbook. */
  readonly runbook?: string;
  readonly dependsOn: ITerraformDependable[];
}

/** One row as a policy, which tells whom the fleet's channels name. */
export function alertPolicy(
  scope: Construct,
  { id, query, what, section, severity }: AlertRow,
  { project, prefix, runbook, dependsOn }: AlertPolicyProps,
): MonitoringAlertPolicy {
  return new MonitoringAlertPolicy(scope, id, {
    project,
    displayName: `${prefix}: ${id}`,
    combiner: 'OR',
    severity,
    conditions: [
      { displayName: id, conditionPrometheusQueryLanguage: { query, duration: '0s', evaluationInterval: '60s' } },
    ],
    documentation: { mimeType: 'text/markdown', content: alarmText(what, section, runbook) },
    dependsOn,
  });
}
