import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { CellId } from '../../contract/cell';
import { JOB_METRICS } from '../../contract/metrics';

const above = ComparisonOperator.GREATER_THAN_THRESHOLD;
const period = Duration.minutes(1);
const statistic = Stats.MAXIMUM;

/** Of any queue of jobs and its dead letters. SQS says nothing of a queue that nobody has used for six hours. */
export function queueAlarms(
  scope: Construct,
  queue: IQueue,
  deadLetters: IQueue,
  { age, depth }: { readonly age: Duration; readonly depth: number },
): Alarm[] {
  const common = { comparisonOperator: above, treatMissingData: TreatMissingData.NOT_BREACHING };
  return [
    new Alarm(scope, 'TooOld', {
      ...common,
      alarmDescription: `A job has waited in this queue for more than ${age.toSeconds()} s: its workers are gone, too slow, or the models are down.`,
      metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic }),
      threshold: age.toSeconds(),
      evaluationPeriods: 5,
    }),
    new Alarm(scope, 'TooDeep', {
      ...common,
      alarmDescription: `More than ${depth} jobs wait in this queue: more than its workers get done soon.`,
      metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic }),
      threshold: depth,
      evaluationPeriods: 5,
    }),
    new Alarm(scope, 'Dead', {
      ...common,
      alarmDescription:
        'Some job will have no answer: its letter names the reason. `understudy jobs status` shows them, and `understudy jobs redrive` has them tried again.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic }),
      threshold: 0,
      evaluationPeriods: 1,
    }),
  ];
}

/** What fails in a cell can be told there only while the cell lives; the other cells tell it of each other. */
export function sweepAlarms(scope: Construct, sweep: IFunction, cell: CellId): Alarm[] {
  return [
    new Alarm(scope, 'SweepFails', {
      alarmDescription: `${cell} cannot sweep: jobs that nobody works at are not taken up there. Look at the log of its sweep.`,
      metric: sweep.metricErrors({ period, statistic: Stats.SUM }),
      comparisonOperator: above,
      threshold: 0,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
    new Alarm(scope, 'OthersDoNotSweep', {
      alarmDescription: `A cell besides ${cell} has not swept for ten minutes, or ${cell} itself says nothing. The log of the sweep names it; its jobs are rescued by the other cells.`,
      metric: new Metric({
        namespace: JOB_METRICS.namespace,
        metricName: JOB_METRICS.sweepsOverdue,
        dimensionsMap: { Function: sweep.functionName, Cell: cell },
        statistic,
        period,
      }),
      comparisonOperator: above,
      threshold: 0,
      evaluationPeriods: 5,
      // A sweep that says nothing is one that fails.
      treatMissingData: TreatMissingData.BREACHING,
    }),
  ];
}
