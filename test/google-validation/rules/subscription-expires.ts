import { blocksOf } from '../stack/terraform-json';
import type { Rule } from './rule';

/**
 * A subscription that nobody used for 31 days is deleted, unless it says that it never expires: an empty ttl.
 * @see https://cloud.google.com/pubsub/docs/subscription-properties#expiration_period
 */
export const subscriptionExpires: Rule = {
  id: 'subscription-expires',
  judge: (stack) =>
    stack
      .resources('google_pubsub_subscription')
      .filter(({ body }) => blocksOf(body.expiration_policy)[0]?.ttl !== '')
      .map(({ address }) => ({
        path: `${address}.expiration_policy`,
        message: 'Pub/Sub deletes the subscription after 31 quiet days, or what the policy says',
        allowed: '{ ttl: "" }',
        mend: 'let it never expire',
      })),
};
