import type { Element, Stack } from '../stack/stack';
import { blocksOf, type Json } from '../stack/terraform-json';
import type { Finding, Rule } from './rule';

/**
 * Dead letters arrive and stay only if Pub/Sub's own account may take them from the subscription and put them into the
 * topic, and somebody subscribes to that topic.
 * @see https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions
 */
export const deadLettersLost: Rule = {
  id: 'dead-letters-lost',
  judge: (stack) => [
    ...withoutDeadLetters(stack),
    ...stack.resources('google_pubsub_subscription').flatMap((subscription) =>
      blocksOf(subscription.body.dead_letter_policy).flatMap((policy) => {
        const topic = stack.target(policy.dead_letter_topic);
        const attempts = Number(policy.max_delivery_attempts ?? 5);
        const lost: [boolean, string, string][] = [
          [topic === undefined, 'the dead-letter topic is none of this stack', 'refer to one'],
          [
            !stack.resources('google_pubsub_subscription').some(({ body }) => stack.target(body.topic) === topic),
            'nobody subscribes to the dead-letter topic, so it keeps nothing',
            'add a subscription to it',
          ],
          [
            !agentMay(stack, 'google_pubsub_topic_iam_member', 'topic', topic, 'roles/pubsub.publisher'),
            "Pub/Sub's service agent may not publish into the dead-letter topic",
            'grant it roles/pubsub.publisher there',
          ],
          [
            !agentMay(
              stack,
              'google_pubsub_subscription_iam_member',
              'subscription',
              subscription,
              'roles/pubsub.subscriber',
            ),
            "Pub/Sub's service agent may not acknowledge on the subscription",
            'grant it roles/pubsub.subscriber there',
          ],
          [!(attempts >= 5 && attempts <= 100), 'Pub/Sub takes 5 to 100 attempts', 'choose a number between'],
        ];
        return lost
          .filter(([found]) => found)
          .map(([, message, mend]): Finding => ({ path: `${subscription.address}.dead_letter_policy`, message, mend }));
      }),
    ),
  ],
};

function agentMay(stack: Stack, type: string, on: string, target: Element | undefined, role: string): boolean {
  return stack
    .resources(type)
    .some(({ body }) => body.role === role && isAgent(body.member) && stack.target(body[on]) === target);
}

function isAgent(member: Json | undefined): boolean {
  return /^serviceAccount:service-.+@gcp-sa-pubsub\.iam\.gserviceaccount\.com$/.test(String(member));
}

/** Subscriptions that put nothing aside, those to dead letters excepted. */
function withoutDeadLetters(stack: Stack): Finding[] {
  const subscriptions = stack.resources('google_pubsub_subscription');
  const putAside = subscriptions
    .flatMap(({ body }) => blocksOf(body.dead_letter_policy))
    .map((policy) => stack.target(policy.dead_letter_topic));
  return subscriptions
    .filter(
      ({ body }) => blocksOf(body.dead_letter_policy).length === 0 && !putAside.includes(stack.target(body.topic)),
    )
    .map(({ address }) => ({
      path: `${address}.dead_letter_policy`,
      message: 'a message that nobody can handle comes back for as long as it is kept',
      mend: 'put it aside after some attempts',
    }));
}
