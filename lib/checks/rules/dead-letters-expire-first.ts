import { Reference, Unknown } from '../../estate/value';
import { queuesOf } from '../../estate/views/queues';
import { type Rule, undecided, violation } from '../rule';

export const deadLettersExpireFirst: Rule = {
  id: 'dead-letters-expire-first',
  family: 'queues',
  severity: 'error',
  fails: 'Dead letters are kept no longer than the messages that they come from',
  why: 'A message keeps its age when it moves to the dead letters: one that came late is gone before anybody has looked.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  mend: 'Keep dead letters for longer than the queue keeps its messages: 14 days.',
  judge: (estate) => {
    const queues = new Map(queuesOf(estate).map((queue) => [queue.node.id, queue]));
    return [...queues.values()].flatMap(({ node, retentionSeconds, deadLetters }) => {
      if (deadLetters === undefined || deadLetters instanceof Unknown) return [];
      const target = deadLetters.queue instanceof Reference ? queues.get(deadLetters.queue.nodeId) : undefined;
      if (target === undefined) return [];
      const kept = target.retentionSeconds;
      const unknown = [kept, retentionSeconds].find((value) => value instanceof Unknown);
      if (unknown instanceof Unknown) return [undecided(target.node, 'how long dead letters are kept', unknown)];
      return Number(kept) > Number(retentionSeconds)
        ? []
        : [
            violation(target.node, `It keeps the dead letters of ${node.logicalId} no longer than that its messages.`, {
              found: `${kept} s`,
              allowed: `more than ${retentionSeconds} s`,
            }),
          ];
    });
  },
};
