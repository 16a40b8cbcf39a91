import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Calls a function each minute, on time or not at all: a minute that was missed is no news any more. EventBridge
 * Scheduler keeps to the minute, not to the second.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function eachMinute(scope: Construct, target: LambdaFunction, input: object): CfnSchedule {
  const { account } = Stack.of(scope);
  const principal = new ServicePrincipal('scheduler.amazonaws.com');
  const role = new Role(scope, 'ScheduleRole', {
    assumedBy: principal.withConditions({ StringEquals: { 'aws:SourceAccount': account } }),
    description: 'calls one function each minute',
  });
  role.addToPrincipalPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['lambda:InvokeFunction'],
      resources: [target.functionArn],
    }),
  );
  // The least that Lambda takes: what waits longer would run in the next minute's place.
  target.configureAsyncInvoke({ maxEventAge: Duration.minutes(1), retryAttempts: 0 });
  const schedule = new CfnSchedule(scope, 'Schedule', {
    scheduleExpression: 'rate(1 minute)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: target.functionArn,
      roleArn: role.roleArn,
      input: JSON.stringify(input),
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    },
  });
  schedule.node.addDependency(role);
  return schedule;
}
