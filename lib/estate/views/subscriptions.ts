import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { nodesOfType } from './nodes';
import { once } from './once';
import { Reader } from './reader';

/** A subscription of Pub/Sub, with its defaults filled in. */
export interface Subscription {
  readonly node: EstateNode;
  readonly topic: Reference | string | Unknown | undefined;
  /** 604,800 (a week) by default. */
  readonly retentionSeconds: number | Unknown;
  /** The topic to which messages go that nobody could process. */
  readonly deadLetterTopic?: Reference | string | Unknown;
}

/** @see https://docs.cloud.google.com/pubsub/docs/subscription-properties */
const WEEK_SECONDS = 604_800;

export const subscriptionsOf = once((estate: Estate): readonly Subscription[] =>
  nodesOfType(estate, 'google_pubsub_subscription').map((node) => {
    const subscription = Reader.of(node);
    const policy = subscription.block('dead_letter_policy');
    return {
      node,
      topic: subscription.link('topic'),
      retentionSeconds: retentionOf(subscription) ?? WEEK_SECONDS,
      ...(policy !== undefined && {
        deadLetterTopic:
          policy instanceof Unknown
            ? policy
            : (policy.link('dead_letter_topic') ?? policy.unknown('dead_letter_topic', 'not given')),
      }),
    };
  }),
);

/** `604800s` */
function retentionOf(subscription: Reader): number | Unknown | undefined {
  const text = subscription.text('message_retention_duration');
  if (typeof text !== 'string') return text;
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  if (seconds !== undefined) return Number(seconds);
  return subscription.unknown('message_retention_duration', `no duration in seconds: ${text}`);
}

/** Does it take what others could not process? */
export function takesDeadLetters(estate: Estate, { topic }: Subscription): boolean {
  return subscriptionsOf(estate).some(
    ({ deadLetterTopic }) => deadLetterTopic !== undefined && isSame(deadLetterTopic, topic),
  );
}

function isSame(one: Subscription['topic'], other: Subscription['topic']): boolean {
  if (one instanceof Reference && other instanceof Reference) return one.nodeId === other.nodeId;
  return typeof one === 'string' && one === other;
}
