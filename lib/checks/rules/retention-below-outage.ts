import { Unknown } from '../../estate/value';
import { deadLetterQueues, queuesOf } from '../../estate/views/queues';
import { subscriptionsOf, takesDeadLetters } from '../../estate/views/subscriptions';
import { type Rule, undecided, violation } from '../rule';

/** Kinesis in us-east-1, November 2020: about 17 hours from its start; a day, with the backlog that follows. */
const LEAST_SECONDS = 86_400;

export const retentionBelowOutage: Rule = {
  id: 'retention-below-outage',
  family: 'queues',
  severity: 'error',
  fails: 'Messages expire before a long outage ends',
  why: 'What was accepted is lost while its consumer is down. Regional outages of 14 to 17 hours have happened in 2020 and 2025, and the backlog outlasts them.',
  source: 'https://aws.amazon.com/premiumsupport/technology/pes/',
  mend: 'Keep messages for four days, as SQS does by default (Pub/Sub: seven), or longer.',
  judge: (estate) =>
    [
      ...queuesOf(estate).filter(({ node }) => !deadLetterQueues(estate).has(node.id)),
      ...subscriptionsOf(estate).filter((one) => !takesDeadLetters(estate, one)),
    ].flatMap(({ node, retentionSeconds }) => {
      if (retentionSeconds instanceof Unknown) return [undecided(node, 'how long messages are kept', retentionSeconds)];
      return retentionSeconds >= LEAST_SECONDS
        ? []
        : [
            violation(node, 'It forgets what it accepted within a day.', {
              found: `${retentionSeconds} s`,
              allowed: `${LEAST_SECONDS} s or more`,
            }),
          ];
    }),
};
