import type { QueuePlan } from '../queue';

/**
 * A subscription of Pub/Sub: a queue of what is published at a topic. Its name is `projects/P/subscriptions/S`, its
 * visibility the lease of what was pulled, its limit of receipts that of the attempts.
 */
export interface SubscriptionPlan extends QueuePlan {
  /** `projects/P/topics/T` */
  readonly topic: string;
}

/** A message as Pub/Sub carries it: what is published, in base64, and words beside it. */
export interface PubSubMessage {
  readonly data?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** As a queue holds it. */
export const bodyOf = ({ data, attributes }: PubSubMessage): string => JSON.stringify({ data, attributes });

export const messageOf = (body: string): PubSubMessage => JSON.parse(body) as PubSubMessage;

/** What was published, as whoever did it wrote it. */
export const textOf = (body: string): string => Buffer.from(messageOf(body).data ?? '', 'base64').toString('utf8');
