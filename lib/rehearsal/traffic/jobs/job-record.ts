import type { JobId } from '../../../contract/job';

/** What its caller knows of a job that was accepted. Times are seconds of service time since the traffic's start. */
export interface JobRecord {
  readonly id: JobId;
  /** The cell that accepted it. */
  readonly home: string;
  readonly acceptedAt: number;
  over?: JobEnd;
  /** A cell said that there is no such job. */
  isUnknown?: boolean;
}

export type JobEnd =
  | { readonly state: 'done'; readonly at: number; readonly by: string; readonly tier: number }
  | { readonly state: 'dead' | 'canceled'; readonly at: number; readonly reason: string };

/** What became of an offer: nothing was promised where it was not accepted. */
export type Offered =
  | { readonly kind: 'accepted'; readonly id: JobId; readonly home: string }
  /** `http-503 jobs-unavailable`, `connection-refused`, … */
  | { readonly kind: 'refused'; readonly reason: string };

/** What a cell says of a job. */
export type Said =
  | { readonly kind: 'waiting' }
  /** `finishedAt`: seconds since the epoch, by the clock of whoever ended it. */
  | { readonly kind: 'over'; readonly finishedAt: number; readonly end: WithoutTime<JobEnd> }
  | { readonly kind: 'unknown-job' }
  | { readonly kind: 'no-answer' };

type WithoutTime<End> = End extends { readonly at: number } ? Omit<End, 'at'> : never;
