import { ENVIRONMENT } from '../../contract/environment';
import type { JobPlaces } from '../cloud-run-gateway';

/** The ledger of another cloud, and as whom it is used there. */
export interface OtherLedger {
  readonly ledger: string;
  readonly role: string;
  readonly audience: string;
}

/** What whoever deals with jobs must know. By the names, where they are fixed: who reads the stack alone knows them too. */
export function jobsEnvironment(project: string, { queue, database, otherCloud }: JobPlaces): Record<string, string> {
  const topic = (name: string) => `projects/${project}/topics/${name}`;
  return {
    [ENVIRONMENT.jobsLedger]: `projects/${project}/databases/${database.name}`,
    [ENVIRONMENT.jobsQueue]: topic(queue.topic.name),
    [ENVIRONMENT.jobsDeadLetters]: topic(queue.deadLetterTopic.name),
    ...(otherCloud && {
      [ENVIRONMENT.jobsOtherLedger]: otherCloud.ledger,
      [ENVIRONMENT.jobsOtherRole]: otherCloud.role,
      [ENVIRONMENT.jobsOtherAudience]: otherCloud.audience,
    }),
  };
}
