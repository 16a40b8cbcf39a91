import { Reference, Unknown } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { type Rule, undecided, violation } from '../rule';

export const deadLetterTopicWithoutSubscription: Rule = {
  id: 'dead-letter-topic-without-subscription',
  family: 'queues',
  severity: 'error',
  fails: 'A dead-letter topic has no subscription',
  why: 'Pub/Sub keeps messages for subscriptions: what is published to a topic without one is gone at once.',
  source: 'https://cloud.google.com/pubsub/docs/dead-letter-topics',
  mend: 'Subscribe to the dead-letter topic, with a long retention.',
  judge: (estate) => {
    const subscriptions = nodesOfType(estate, 'google_pubsub_subscription').map((node) => ({
      node,
      reader: Reader.of(node),
    }));
    const subscribed = new Set(subscriptions.map(({ reader }) => keyOf(reader.link('topic'))));
    return subscriptions.flatMap(({ node, reader }) => {
      const policy = reader.block('dead_letter_policy');
      if (policy === undefined) return [];
      if (policy instanceof Unknown) return [undecided(node, 'where its dead letters go', policy)];
      const topic = policy.link('dead_letter_topic');
      if (topic instanceof Unknown) return [undecided(node, 'where its dead letters go', topic)];
      return subscribed.has(keyOf(topic))
        ? []
        : [violation(node, 'Nobody receives its dead letters.', { path: 'dead_letter_policy' })];
    });
  },
};

function keyOf(topic: Reference | string | Unknown | undefined): string {
  return topic instanceof Reference ? topic.nodeId : String(topic);
}
