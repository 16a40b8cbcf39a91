import type { JobId } from '../../contract/job';
import type { LadderNote } from '../log';

/** What is told of a job, one line each. Never what was asked or answered, nor a webhook's address. */
export interface JobEvent extends LadderNote {
  readonly event: 'job';
  readonly what:
    | 'accepted'
    | 'done'
    | 'dead'
    | 'canceled'
    /** A message for a job that is over, or that another cell keeps. */
    | 'duplicate'
    /** An answer that came second. */
    | 'late-answer'
    /** Put off: the models are down, or it is not its turn. */
    | 'deferred'
    /** A try came to an answer: the job's, but where another came first. */
    | 'answered'
    | 'unanswered'
    | 'requeued'
    | 'rescued'
    | 'webhook-delivered'
    | 'webhook-failed'
    /** A step that could not be written down; it is tried again. */
    | 'failed';
  readonly job: JobId;
  readonly why?: string;
  /** Since its acceptance; of a try, since that began. */
  readonly milliseconds?: number;
}

export type ObserveJobs = (event: JobEvent) => void;
