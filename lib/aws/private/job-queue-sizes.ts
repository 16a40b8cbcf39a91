import { Duration } from 'aws-cdk-lib/core';
import { backlogOf, retentionSeconds, workerSeconds } from '../../topology/jobs-config';
import type { Topology } from '../../topology/topology';
import type { JobQueueProps } from '../job-queue';

/** What a cell's queue must hold, and for how long, by what the topology settles for its jobs. */
export function jobQueueSizes(topology: Topology): JobQueueProps {
  const { jobs, routes } = topology;
  const longestOutage = Duration.seconds(retentionSeconds(topology));
  if (jobs === undefined) {
    const longest = Math.max(...routes.map((route) => route.deadlineSeconds));
    return { longestAttempt: Duration.seconds(longest), longestOutage };
  }
  const { seconds, depth } = backlogOf(jobs);
  return {
    longestAttempt: Duration.seconds(workerSeconds(jobs.times)),
    longestOutage,
    alarmAge: Duration.seconds(seconds),
    alarmDepth: depth,
  };
}
