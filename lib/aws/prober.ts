import type { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../contract/environment';
import { BAKED } from '../contract/serving-config';
import type { Gateway } from './gateway';
import { bundledFunction } from './private/gateway-functions';
import { grantProber } from './private/gateway-permissions';
import { eachMinute } from './private/minute-schedule';
import { metricOf, qualityAlarm, staleAlarm } from './private/prober-alarms';

export interface ProberProps {
  /** Whose health is found out. */
  readonly gateway: Gateway;
  /** @default RetentionDays.ONE_MONTH */
  readonly logRetention?: RetentionDays;
}

/** The prober's rounds lie 15 s apart, and the last has time until the minute's end. */
const LONGEST_RUN = Duration.seconds(60);

/**
 * Finds out each minute how a gateway's cell is, and writes it where the health paths read it: four requests that only
 * the last tier may answer, and golden prompts through every rung. It calls the gateway as callers do, by the cell's own
 * name from outside every network of the cell, with a key that its process makes up and nobody stores.
 *
 * Without it the health paths answer `unknown`, which is 200.
 */
export class Prober extends Construct {
  public readonly function: LambdaFunction;
  /** In alarm when no round has run for three minutes: from then on the cell's health is old news. */
  public readonly staleAlarm: Alarm;
  /**
   * In alarm while the preferred tier answers otherwise than expected: for `CellRecords.quality`. What is not known is no
   * data.
   */
  public readonly qualityAlarm: Alarm;

  /**
   * One of its metrics.
   * @internal
   */
  public readonly _metric: (name: string, statistic: string) => Metric;

  public constructor(scope: Construct, id: string, props: ProberProps) {
    super(scope, id);
    const { gateway } = props;
    const { prefix, cell, code, ownName } = gateway._parts;
    this.function = bundledFunction(this, 'Function', {
      description: `${prefix}: finds out how this cell is`,
      code,
      file: BAKED.prober,
      timeout: LONGEST_RUN,
      memoryMegabytes: 256,
      // One at a time: its state has one writer.
      reservedConcurrency: 1,
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
      environment: {
        [ENVIRONMENT.cell]: cell,
        [ENVIRONMENT.stateBucket]: gateway._parts.stateBucketName,
        [ENVIRONMENT.ownName]: ownName,
        [ENVIRONMENT.gatewayFunction]: gateway.live.functionArn,
      },
    });
    grantProber(this.function.role!, cell, gateway);
    eachMinute(this, this.function, { periodSeconds: 60 });
    this.staleAlarm = staleAlarm(this, this.function, cell);
    this.qualityAlarm = qualityAlarm(this, this.function, cell);
    this._metric = (name, statistic) => metricOf(this.function, cell, name, statistic);
  }
}
