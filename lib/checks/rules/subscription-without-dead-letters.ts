import { Reference, Unknown } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { type Rule, undecided, violation } from '../rule';

export const subscriptionWithoutDeadLetters: Rule = {
  id: 'subscription-without-dead-letters',
  family: 'queues',
  severity: 'error',
  fails: 'A Pub/Sub subscription has no dead-letter topic',
  why: 'A message that its subscriber cannot process is delivered again and again until it expires, and takes the place of others.',
  source: 'https://cloud.google.com/pubsub/docs/handling-failures',
  mend: 'Give the subscription a dead_letter_policy with a topic that is subscribed to.',
  judge: (estate) => {
    const subscriptions = nodesOfType(estate, 'google_pubsub_subscription').map((node) => ({
      node,
      reader: Reader.of(node),
    }));
    const deadLetterTopics = subscriptions.flatMap(({ reader }) => {
      const policy = reader.block('dead_letter_policy');
      return policy instanceof Reader ? [keyOf(policy.link('dead_letter_topic'))] : [];
    });
    return subscriptions.flatMap(({ node, reader }) => {
      const policy = reader.block('dead_letter_policy');
      if (policy instanceof Unknown) return [undecided(node, 'whether it has dead letters', policy)];
      if (policy !== undefined || deadLetterTopics.includes(keyOf(reader.link('topic')))) return [];
      return [violation(node, 'Messages that nobody can process come back until they expire.')];
    });
  },
};

function keyOf(topic: Reference | string | Unknown | undefined): string {
  return topic instanceof Reference ? topic.nodeId : String(topic);
}
