import type { JobMessage } from '../../contract/job';

/** What is no message of ours names no job: it is acknowledged unread. */
export function messageIn(body: string): JobMessage {
  try {
    const { job, queuedAt, redriven, reason } = JSON.parse(body) as Partial<JobMessage>;
    return {
      job: String(job) as JobMessage['job'],
      queuedAt: Number(queuedAt) || 0,
      ...(redriven === true && { redriven }),
      ...(typeof reason === 'string' && { reason }),
    };
  } catch {
    return { job: 'job_unreadable', queuedAt: 0 };
  }
}
