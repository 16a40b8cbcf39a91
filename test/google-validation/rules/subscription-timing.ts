import { blocksOf, type Json, type JsonObject } from '../stack/terraform-json';
import type { Rule } from './rule';

/** In seconds. @see https://cloud.google.com/pubsub/docs/subscription-properties */
const TAKEN: readonly [what: string, of: (body: JsonObject) => Json | undefined, least: number, most: number][] = [
  ['ack_deadline_seconds', (body) => body.ack_deadline_seconds, 10, 600],
  ['message_retention_duration', (body) => body.message_retention_duration, 600, 31 * 24 * 3600],
  ['retry_policy.minimum_backoff', (body) => blocksOf(body.retry_policy)[0]?.minimum_backoff, 0, 600],
  ['retry_policy.maximum_backoff', (body) => blocksOf(body.retry_policy)[0]?.maximum_backoff, 0, 600],
];

/** What is left out has a default that is taken. */
export const subscriptionTiming: Rule = {
  id: 'subscription-timing',
  judge: (stack) =>
    stack.resources('google_pubsub_subscription').flatMap(({ address, body }) =>
      TAKEN.filter(([, of, least, most]) => {
        const value = of(body);
        const seconds = Number(/^(\d+(?:\.\d+)?)s?$/.exec(String(value))?.[1]);
        return value !== undefined && !(seconds >= least && seconds <= most);
      }).map(([what, of, least, most]) => ({
        path: `${address}.${what}`,
        message: 'Pub/Sub does not take this duration',
        found: JSON.stringify(of(body)),
        allowed: `${least} s to ${most} s`,
        mend: 'choose one in between',
      })),
    ),
};
