import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * An alarm for each switch that a function holds, from what it writes while it finds an order: in alarm as long as the
 * evacuation lasts. It lies outside the cell that is left.
 */
export function evacuationAlarms(scope: Construct, holder: IFunction, switches: readonly string[]): Alarm[] {
  return switches.map(
    (name) =>
      new Alarm(scope, `Evacuated-${name}`, {
        alarmDescription: `${name} is evacuated by a person's order, which the object switch/${name} of this cell's bucket holds. See "restore" in the runbook.`,
        metric: new Metric({
          namespace: 'Understudy',
          metricName: 'Evacuated',
          dimensionsMap: { Function: holder.functionName, Switch: name },
          statistic: Stats.SUM,
          period: Duration.minutes(1),
        }),
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
  );
}
