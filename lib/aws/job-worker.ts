import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../contract/environment';
import { JOBS_A_WORKER } from '../contract/job';
import { refuse } from '../contract/problem';
import { BAKED } from '../contract/serving-config';
import type { CrossCloud } from '../topology/cross-cloud';
import { workerSeconds } from '../topology/jobs-config';
import type { Gateway } from './gateway';
import type { JobQueue } from './job-queue';
import { nameCallers, otherLedger } from './private/cross-cloud';
import { bundledFunction, live } from './private/gateway-functions';
import { grantModels } from './private/gateway-permissions';
import { releaseGradually } from './private/gradual-release';
import { sweepAlarms } from './private/job-alarms';
import { grantAccepting, grantSweeping, grantWorking } from './private/job-permissions';
import { eachMinute } from './private/minute-schedule';
import { workerReleaseAlarms } from './private/release-alarms';

export interface JobWorkerProps {
  /** Whose jobs are worked off. It accepts them from now on, where a route allows it. */
  readonly gateway: Gateway;
  readonly queue: JobQueue;
  /** The table of a `JobLedger`, wherever its stack lies. */
  readonly ledgerTableName: string;
  /** @default RetentionDays.ONE_MONTH */
  readonly logRetention?: RetentionDays;
  /**
   * Of jobs that are to outlive AWS: whom their cells act as on Google.
   * @internal
   */
  readonly _crossCloud?: CrossCloud;
}

/** A minute has one sweep: what it does not come to is the next one's. */
const LONGEST_SWEEP = Duration.seconds(55);

/**
 * Lets a gateway take jobs, works them off, and sweeps up each minute what nobody works at: jobs of this cell that fell
 * out of its queue, and jobs of cells that are gone.
 */
export class JobWorker extends Construct {
  /** Asks the models, at a rate that grows slowly after they had been down. */
  public readonly function: LambdaFunction;
  /** The version of it that the queue feeds: by a release, little by little the new one. */
  public readonly live: Alias;
  public readonly sweepFunction: LambdaFunction;
  /** In alarm while this cell cannot sweep, and while another one does not. */
  public readonly sweepAlarms: Alarm[];
  /** In alarm while the worker's new version fares worse than the others, which takes back a release that is under way. */
  public readonly releaseAlarms: Alarm[];

  public constructor(scope: Construct, id: string, props: JobWorkerProps) {
    super(scope, id);
    const { gateway, queue, ledgerTableName: tableName, logRetention = RetentionDays.ONE_MONTH } = props;
    const { prefix, cell, code, stateBucketName, config, network } = gateway._parts;
    const jobs = config.jobs;
    refuse([
      jobs === undefined,
      {
        code: 'no-jobs-to-work-off',
        path: `${this.node.path}.gateway`,
        message: 'this gateway takes no jobs: no route is queued, or it is no cell of a fleet',
        allowed: 'a gateway whose Serving is a `serving.yaml` with a route of `queue: allowed`',
        mend: 'use Serving.fromFile, or leave the worker out',
      },
    ]);
    const grounds = { config: jobs!, tableName, queue };
    const places = {
      [ENVIRONMENT.jobsLedger]: tableName,
      [ENVIRONMENT.jobsQueue]: queue._urls.queue,
      [ENVIRONMENT.jobsDeadLetters]: queue._urls.deadLetters,
      ...otherLedger(props._crossCloud),
    };
    const common = { code, file: BAKED.worker, logRetention };

    for (const [name, value] of Object.entries(places)) gateway.function.addEnvironment(name, value);
    grantAccepting(gateway.function.role!, grounds);

    this.function = bundledFunction(this, 'Function', {
      ...common,
      description: `${prefix}: works jobs off`,
      timeout: Duration.seconds(workerSeconds(jobs!.times)),
      memoryMegabytes: 512,
      environment: { [ENVIRONMENT.cell]: cell, [ENVIRONMENT.stateBucket]: stateBucketName, ...places },
      vpc: network.vpc,
      vpcSubnets: network.vpcSubnets,
    });
    grantModels(this.function.role!, cell, config.ladder, gateway.stateBucket);
    grantWorking(this.function.role!, grounds);
    for (const model of network.models) model.allowFrom(this.function);
    this.live = live(this.function);
    this.live.addEventSource(
      new SqsEventSource(queue.queue, {
        batchSize: JOBS_A_WORKER,
        // All of them together ask for no more than the models are to be asked for.
        maxConcurrency: jobs!.workers,
        reportBatchItemFailures: true,
      }),
    );

    const { releases } = gateway._parts;
    this.releaseAlarms = releases === undefined ? [] : workerReleaseAlarms(this, this.live, cell);
    if (releases !== undefined) {
      releaseGradually(this, releases, { aliases: { worker: this.live }, alarms: this.releaseAlarms });
    }

    this.sweepFunction = bundledFunction(this, 'SweepFunction', {
      ...common,
      entry: 'sweep',
      description: `${prefix}: takes up jobs that nobody works at`,
      timeout: LONGEST_SWEEP,
      memoryMegabytes: 256,
      reservedConcurrency: 1,
      environment: { [ENVIRONMENT.cell]: cell, ...places },
    });
    grantSweeping(this.sweepFunction.role!, grounds);
    eachMinute(this, this.sweepFunction, {});
    this.sweepAlarms = sweepAlarms(this, this.sweepFunction, cell);
    if (props._crossCloud !== undefined) {
      const callers = { gateway: gateway.function, worker: this.function, sweep: this.sweepFunction };
      nameCallers(props._crossCloud, callers, Stack.of(this).region);
    }
  }
}
