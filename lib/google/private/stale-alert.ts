import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { Construct } from 'constructs';
import type { CellId } from '../../contract/cell';
import { alarmText } from '../../contract/runbook';
import { TURNING } from '../../contract/turning';
import type { Alarms } from '../../topology/topology';
import { told } from './alert-policy';
import { LATE_MINUTES, runSeries } from './run-series';

export interface ProberAlertProps {
  readonly project: string;
  readonly region: string;
  readonly cell: CellId;
  readonly serviceName: string;
  readonly prefix: string;
  readonly alarms?: Alarms;
}

/**
 * No period was ended for so long that the cell's health is old news. A query, since only that finds what has never
 * been there: a condition of absence waits for a first value.
 * @see https://docs.cloud.google.com/monitoring/alerts/policies-in-api
 */
export function staleAlert(scope: Construct, props: ProberAlertProps): MonitoringAlertPolicy {
  const { project, cell, serviceName, prefix, alarms } = props;
  const minutes = TURNING.freshPeriods + LATE_MINUTES;
  const answered = runSeries('request_count', props, ',response_code_class="2xx"');
  const periods = `sum(increase(${answered}[${minutes}m]))`;
  return new MonitoringAlertPolicy(scope, 'Stale', {
    project,
    displayName: `${prefix}: the prober of ${cell} is stale`,
    ...told(alarms),
    combiner: 'OR',
    severity: 'WARNING',
    conditions: [
      {
        displayName: `no period for ${TURNING.freshPeriods} minutes`,
        conditionPrometheusQueryLanguage: {
          query: `absent(${periods} > 0)`,
          duration: '0s',
          evaluationInterval: '60s',
        },
      },
    ],
    documentation: {
      mimeType: 'text/markdown',
      content: alarmText(
        `The prober of ${cell} has not run for ${TURNING.freshPeriods} minutes: the cell's health is old news, and nothing ` +
          `notices a model that fails there. Look at the log of the service ${serviceName}, and at its schedule.`,
        'see',
        alarms?.runbook,
      ),
    },
  });
}
