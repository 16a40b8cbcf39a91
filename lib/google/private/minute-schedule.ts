import type { CloudRunV2Service } from '@cdktf/provider-google/lib/cloud-run-v2-service';
import { CloudSchedulerJob } from '@cdktf/provider-google/lib/cloud-scheduler-job';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

export interface MinuteScheduleProps {
  readonly project: string;
  /** The cell's own: a schedule elsewhere would die with another region. */
  readonly region: string;
  readonly name: string;
  readonly service: CloudRunV2Service;
  /** As whom the service is called. */
  readonly caller: ServiceAccount;
  readonly deadlineSeconds: number;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Calls a service each minute, on time or not at all: a minute that was missed is no news any more. Cloud Scheduler is
 * in few regions fewer than Cloud Run is (europe-west4 has it since April 2026).
 * @see https://docs.cloud.google.com/scheduler/docs/locations
 */
export function eachMinute(scope: Construct, props: MinuteScheduleProps): CloudSchedulerJob {
  const { project, region, name, service, caller } = props;
  return new CloudSchedulerJob(scope, 'Schedule', {
    project,
    region,
    name,
    description: `calls ${name} each minute`,
    schedule: '* * * * *',
    timeZone: 'Etc/UTC',
    attemptDeadline: `${props.deadlineSeconds}s`,
    retryConfig: { retryCount: 0 },
    httpTarget: {
      httpMethod: 'POST',
      uri: service.uri,
      headers: { 'Content-Type': 'application/json' },
      // Terraform wants it so, as the API does.
      body: Buffer.from(JSON.stringify({ periodSeconds: 60 })).toString('base64'),
      oidcToken: { serviceAccountEmail: caller.email, audience: service.uri },
    },
    dependsOn: props.dependsOn,
  });
}
