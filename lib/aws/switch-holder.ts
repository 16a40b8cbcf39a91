import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { cellId } from '../contract/cell';
import { ENVIRONMENT } from '../contract/environment';
import { BAKED } from '../contract/serving-config';
import { stateBucket } from './private/cell-state';
import { evacuationAlarms } from './private/evacuation-alarms';
import { bundledFunction, warm } from './private/gateway-functions';
import { grantHealth } from './private/gateway-permissions';
import { healthCode } from './private/health-code';

export interface SwitchHolderProps {
  /** The Regions whose switches lie here; never this one. */
  readonly regions: string[];
  /** What people put their orders into: fixed, so that nobody has to look it up while a Region is lost. */
  readonly bucketName: string;
}

/**
 * What answers for the switches of other Regions where no `Gateway` of this library does: a private bucket, and a
 * function that answers `/switch/<region>` behind a load balancer or an API of your own, with the order's text only
 * while the object `switch/<region>` lies in the bucket. Route the whole of `/switch/*` to it, and let nothing in front
 * of it (a web ACL, mutual TLS, a rate rule) block what Route 53 probes.
 */
export class SwitchHolder extends Construct {
  /** Takes proxy events of API Gateway and of load balancers. */
  public readonly function: IFunction;
  public readonly bucket: Bucket;
  /** In alarm while their Region is evacuated; give them an action. */
  public readonly alarms: Alarm[];

  public constructor(scope: Construct, id: string, props: SwitchHolderProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const cell = cellId('aws', region);
    this.bucket = stateBucket(this, props.bucketName);
    const answers: LambdaFunction = bundledFunction(this, 'Function', {
      description: `holds the switches of ${props.regions.join(', ')}`,
      code: healthCode(),
      file: BAKED.health,
      timeout: Duration.seconds(3),
      memoryMegabytes: 256,
      reservedConcurrency: 10,
      logRetention: RetentionDays.ONE_MONTH,
      environment: {
        [ENVIRONMENT.cell]: cell,
        [ENVIRONMENT.stateBucket]: props.bucketName,
        [ENVIRONMENT.switches]: props.regions.join(),
      },
    });
    grantHealth(answers.role!, cell, this.bucket, props.regions);
    this.function = warm(answers, 1);
    this.alarms = evacuationAlarms(this, answers, props.regions);
  }
}
