import { JOB_METRICS } from '../../contract/metrics';
import type { Clock } from '../clock';
import type { Rescued } from '../jobs/sweep/rescue';
import type { LambdaPlace } from './lambda-observer';

/** What one sweep did, which CloudWatch reads as metrics too: an alarm counts the cells that do not sweep. */
export function sweepLine({ functionName, cell }: LambdaPlace, clock: Clock, rescued: Rescued): string {
  const { overdue, ...counts } = rescued;
  const measured = {
    [JOB_METRICS.sweepsOverdue]: overdue.length,
    JobsRequeued: counts.requeued,
    JobsRescued: counts.rescued,
    WatchesClosed: counts.closed,
    JobsExpired: counts.expired,
  };
  const directive = {
    Namespace: JOB_METRICS.namespace,
    Dimensions: [['Function', 'Cell']],
    Metrics: Object.keys(measured).map((Name) => ({ Name, Unit: 'Count' })),
  };
  const _aws = { Timestamp: clock.now(), CloudWatchMetrics: [directive] };
  return JSON.stringify({
    event: 'swept',
    looked: counts.looked,
    overdue,
    Function: functionName,
    Cell: cell,
    ...measured,
    _aws,
  });
}

/** The same where nobody reads metrics out of lines: by its own names. */
export function plainSweepLine(cell: string, rescued: Rescued): string {
  return JSON.stringify({ event: 'swept', cell, ...rescued });
}
