import type { JobMessage } from '../../contract/job';

/** The jobs of which a dead letter names the reason; what SQS itself put aside names none. */
export function jobsInLetters(bodies: readonly string[]): ReadonlySet<string> {
  const messages = bodies.map(parsed);
  return new Set(messages.flatMap(({ job, reason }) => (job !== undefined && reason !== undefined ? [job] : [])));
}

function parsed(body: string): Partial<JobMessage> {
  try {
    return (JSON.parse(body) ?? {}) as Partial<JobMessage>;
  } catch {
    return {};
  }
}
