/** What one run of the simulation came to. */
export interface Course {
  /** Seconds since the outage's start at which the run ended. */
  readonly seconds: number;
  /** Who answered, without a gap. */
  readonly spans: readonly CourseSpan[];
  /** What turned, in the order of time. */
  readonly notes: readonly CourseNote[];
}

export interface CourseSpan {
  readonly from: number;
  readonly to: number;
  /** They add up to 1. */
  readonly shares: readonly CourseShare[];
}

/** What became of a part of all requests. */
export interface CourseShare {
  /** Undefined where no cell was reached. */
  readonly cell?: string;
  /** The tier that answered; undefined where none did. */
  readonly tier?: number;
  /** Why none did, or why an answer was worthless. */
  readonly failed?: FailedBecause;
  readonly slow?: boolean;
  readonly share: number;
}

export type FailedBecause =
  /** Nobody listened, or the connection broke. */
  | 'refused'
  /** The client gave up. */
  | 'timed-out'
  /** The cell answered with an error. */
  | 'error'
  /** Every rung was down. */
  | 'no-rung'
  /** DNS had no answer. */
  | 'no-answer-in-dns'
  /** An answer came, fluent and wrong. */
  | 'nonsense';

export interface CourseNote {
  readonly at: number;
  readonly kind: 'fault' | 'verdict' | 'check' | 'dns';
  /** `aws:eu-west-1 kill`, `best(eu-west-1) unhealthy` */
  readonly text: string;
  /** For a check: seconds until the DNS servers know. */
  readonly propagationSeconds?: number;
}
