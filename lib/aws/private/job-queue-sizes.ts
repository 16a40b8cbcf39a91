import { Duration } from 'aws-cdk-lib/core';
import { retentionSeconds, workerSeconds } from '../../topology/jobs-config';
import type { Topology } from '../../topology/topology';
import type { JobQueueProps } from '../job-queue';

/** What waits longer than a worker's quarter of an hour is a backlog that people should know of. */
const BACKLOG_SECONDS = 900;

/** What a cell's queue must hold, and for how long, by what the topology settles for its jobs. */
export function jobQueueSizes(topology: Topology): JobQueueProps {
  const { jobs, routes } = topology;
  const longestOutage = Duration.seconds(retentionSeconds(topology));
  if (jobs === undefined) {
    const longest = Math.max(...routes.map((route) => route.deadlineSeconds));
    return { longestAttempt: Duration.seconds(longest), longestOutage };
  }
  return {
    longestAttempt: Duration.seconds(workerSeconds(jobs.times)),
    longestOutage,
    // By then the cell itself has put it into the queue anew.
    alarmAge: Duration.seconds(Math.max(BACKLOG_SECONDS, jobs.times.requeueAfter)),
    alarmDepth: Math.ceil(jobs.requestsPerSecond * BACKLOG_SECONDS),
  };
}
