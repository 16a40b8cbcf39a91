import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { CellId } from '../../contract/cell';
import { PROBER_METRICS } from '../../contract/metrics';
import { TURNING } from '../../contract/turning';

/** A metric that the prober writes in its log, of standard resolution: the only one that Route 53 can watch. */
export function metricOf(prober: IFunction, cell: CellId, metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: PROBER_METRICS.namespace,
    metricName,
    dimensionsMap: { Function: prober.functionName, Cell: cell },
    statistic,
    period: Duration.minutes(1),
  });
}

/** As soon as the state is stale. A prober that has gone writes nothing, so that what is missing breaches. */
export function staleAlarm(scope: Construct, prober: IFunction, cell: CellId): Alarm {
  return new Alarm(scope, 'Stale', {
    alarmDescription:
      `The prober of ${cell} has not run for ${TURNING.freshPeriods} minutes: the cell's health is old news, and nothing ` +
      'notices a model that fails there. Look at the log of the prober, and at its schedule.',
    metric: metricOf(prober, cell, PROBER_METRICS.probes, Stats.SUM),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: TURNING.freshPeriods,
    treatMissingData: TreatMissingData.BREACHING,
  });
}

/**
 * The prober's finding on a second way: past the bucket and the health function, through the metric's own stream. Route 53
 * watches that stream and not the alarm, which may have no M-of-N and no metric math.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
 */
export function qualityAlarm(scope: Construct, prober: IFunction, cell: CellId): Alarm {
  return new Alarm(scope, 'Quality', {
    alarmDescription:
      `The preferred tier of ${cell} answers otherwise than its golden prompts expect, for ${TURNING.badRounds} minutes. ` +
      'A fleet that prefers quality sends its traffic to a cell that has its preferred tier. The log of the prober says what was wrong with which rung.',
    metric: metricOf(prober, cell, PROBER_METRICS.preferred, Stats.AVERAGE),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 0.5,
    evaluationPeriods: TURNING.badRounds,
    treatMissingData: TreatMissingData.MISSING,
  });
}
