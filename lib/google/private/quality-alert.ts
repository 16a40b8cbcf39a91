import type { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { Construct } from 'constructs';
import { TURNING } from '../../contract/turning';
import { alertPolicy } from './alert-policy';
import { probedMetric, probedSeries } from './prober-counted';
import type { ProberAlertProps } from './stale-alert';

/** The bad rounds lie in so many minutes: one more each side, since lines are counted a little late. */
const WINDOW_MINUTES = TURNING.badRounds + 2;

/**
 * The preferred tier answers otherwise than expected: what turns the cell's `/health/preferred`, told to people. Counted
 * from the line that the prober writes of each period; a round of which nothing is known is no bad one.
 */
export function qualityAlert(scope: Construct, props: ProberAlertProps): MonitoringAlertPolicy {
  const { project, region, cell, serviceName, prefix, alarms } = props;
  const bad = probedSeries(prefix, region, ',preferred="bad"');
  return alertPolicy(
    scope,
    {
      id: `Quality-${region}`,
      query: `sum(increase(${bad}[${WINDOW_MINUTES}m])) >= ${TURNING.badRounds}`,
      what:
        `The preferred tier of ${cell} answers otherwise than its golden prompts expect, ${TURNING.badRounds} times in ` +
        `${WINDOW_MINUTES} minutes. The log of the service ${serviceName} says what was wrong with which rung; a model that ` +
        'answers nonsense everywhere is passed over once people disable it.',
      section: 'rung',
      severity: 'ERROR',
    },
    { project, prefix, alarms, dependsOn: [probedMetric(scope, props)] },
  );
}
