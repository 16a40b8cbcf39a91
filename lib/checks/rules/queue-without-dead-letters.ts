import { Unknown } from '../../estate/value';
import { deadLetterQueues, queuesOf } from '../../estate/views/queues';
import { type Rule, undecided, violation } from '../rule';

export const queueWithoutDeadLetters: Rule = {
  id: 'queue-without-dead-letters',
  family: 'queues',
  severity: 'error',
  fails: 'A queue has no dead-letter queue',
  why: 'A message that its consumer cannot process comes back until it expires, and then is gone without a trace; until then it takes the place of others.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  mend: 'Give the queue a RedrivePolicy with a dead-letter queue of the same Region and a maxReceiveCount of 3 or more.',
  judge: (estate) => {
    const takers = deadLetterQueues(estate);
    return queuesOf(estate).flatMap(({ node, deadLetters }) => {
      if (deadLetters instanceof Unknown) return [undecided(node, 'whether it has dead letters', deadLetters)];
      if (deadLetters !== undefined || takers.has(node.id)) return [];
      return [violation(node, 'Messages that nobody can process are tried until they expire.')];
    });
  },
};
