import { Unknown } from '../../estate/value';
import { queuesOf } from '../../estate/views/queues';
import { type Rule, violation } from '../rule';

export const deadLettersAfterOneAttempt: Rule = {
  id: 'dead-letters-after-one-attempt',
  family: 'queues',
  severity: 'warning',
  fails: 'One failed attempt makes a message a dead letter',
  why: 'A throttled consumer, or one that is being replaced, is an attempt: a short trouble empties the queue into the dead letters, where nobody works on them.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  mend: 'Set maxReceiveCount to 5 or more.',
  judge: (estate) =>
    queuesOf(estate).flatMap(({ node, deadLetters }) =>
      deadLetters !== undefined && !(deadLetters instanceof Unknown) && deadLetters.maxReceives === 1
        ? [violation(node, 'It gives each message one attempt.', { path: 'RedrivePolicy.maxReceiveCount' })]
        : [],
    ),
};
