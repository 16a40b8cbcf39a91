import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric';
import type { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { Construct } from 'constructs';
import { TURNING } from '../../contract/turning';
import { alertPolicy } from './alert-policy';
import { metricName } from './metric-name';
import type { ProberAlertProps } from './stale-alert';

/** The bad rounds lie in so many minutes: one more each side, since lines are counted a little late. */
const WINDOW_MINUTES = TURNING.badRounds + 2;

/**
 * The preferred tier answers otherwise than expected: what turns the cell's `/health/preferred`, told to people. Counted
 * from the line that the prober writes of each period; a round of which nothing is known is no bad one.
 */
export function qualityAlert(scope: Construct, props: ProberAlertProps): MonitoringAlertPolicy {
  const { project, region, cell, serviceName, prefix, alarms } = props;
  const name = metricName(prefix, `preferred_bad_${region}`);
  const metric = new LoggingMetric(scope, 'PreferredBad', {
    project,
    name,
    description: `periods in which the preferred tier of ${cell} answered otherwise than expected`,
    filter:
      `resource.type="cloud_run_revision" AND resource.labels.service_name="${serviceName}" AND ` +
      `resource.labels.location="${region}" AND jsonPayload.event="probed" AND jsonPayload.preferred="bad"`,
    metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64' },
  });
  const series = `logging_googleapis_com:user_${name}{monitored_resource="cloud_run_revision"}`;
  return alertPolicy(
    scope,
    {
      id: `Quality-${region}`,
      query: `sum(increase(${series}[${WINDOW_MINUTES}m])) >= ${TURNING.badRounds}`,
      what:
        `The preferred tier of ${cell} answers otherwise than its golden prompts expect, ${TURNING.badRounds} times in ` +
        `${WINDOW_MINUTES} minutes. The log of the service ${serviceName} says what was wrong with which rung; a model that ` +
        'answers nonsense everywhere is passed over once people disable it.',
      section: 'rung',
      severity: 'ERROR',
    },
    { project, prefix, alarms, dependsOn: [metric] },
  );
}
