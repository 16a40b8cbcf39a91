import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../contract/environment';
import { WATCH_METRICS } from '../contract/metrics';
import { alarmText } from '../contract/runbook';
import { BAKED } from '../contract/serving-config';
import type { Gateway } from './gateway';
import { bundledFunction } from './private/gateway-functions';
import { bundledCode } from './private/health-code';
import { eachMinute } from './private/minute-schedule';

export interface NeighbourWatchProps {
  /** The names under which other cells answer alone: `eu-west-1.aws.ai.example.com`. Each answers `/health/serving`. */
  readonly names: string[];
  /**
   * A gateway beside it, whose asset has the watch in it too.
   * @default - a small asset of its own
   */
  readonly gateway?: Gateway;
  /**
   * Where `understudy runbook` is published.
   * @default - alarms name the section alone
   */
  readonly runbookUrl?: string;
}

/** As long as a dead cell may go unnoticed by people: DNS has left it by then. */
const PATIENCE_MINUTES = 3;

/**
 * Asks each minute whether cells elsewhere serve, and raises an alarm here where one does not: a Region that is lost
 * raises none of its own. It moves no traffic; Route 53's own checks do.
 */
export class NeighbourWatch extends Construct {
  public readonly function: LambdaFunction;
  /** One for each name; in alarm too while nobody watches. */
  public readonly alarms: Alarm[];

  public constructor(scope: Construct, id: string, props: NeighbourWatchProps) {
    super(scope, id);
    this.function = bundledFunction(this, 'Function', {
      description: `watches ${props.names.join(', ')}`,
      code: props.gateway?._parts.code ?? bundledCode(BAKED.watch),
      file: BAKED.watch,
      timeout: Duration.seconds(30),
      memoryMegabytes: 128,
      reservedConcurrency: 1,
      logRetention: RetentionDays.ONE_MONTH,
      environment: { [ENVIRONMENT.watched]: props.names.join() },
    });
    eachMinute(this, this.function, {});
    this.alarms = props.names.map(
      (name) =>
        new Alarm(this, `Lost-${name.split('.').slice(0, 2).join('-')}`, {
          alarmDescription: alarmText(
            `Seen from here, ${name} has not said for ${PATIENCE_MINUTES} minutes that it serves; or nobody watches it.`,
            'see',
            props.runbookUrl,
          ),
          metric: new Metric({
            namespace: WATCH_METRICS.namespace,
            metricName: WATCH_METRICS.serves,
            dimensionsMap: { Function: this.function.functionName, Name: name },
            statistic: Stats.MAXIMUM,
            period: Duration.minutes(1),
          }),
          threshold: 1,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          evaluationPeriods: PATIENCE_MINUTES,
          treatMissingData: TreatMissingData.BREACHING,
        }),
    );
  }
}
