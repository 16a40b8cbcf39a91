import type { JobMessage } from '../../../contract/job';
import type { Clock } from '../../clock';
import type { GoogleApi } from '../../platform/google/google-api';
import type { Delivery, JobQueue } from '../job-queue';
import { messageIn } from '../message-in';
import { persistent, timeOf } from './persistent';

export interface PubSubQueueOptions {
  readonly api: GoogleApi;
  /** `projects/P/topics/T`; its subscription is `projects/P/subscriptions/T`. */
  readonly topic: string;
  readonly deadLetterTopic: string;
  readonly clock: Clock;
  /**
   * Does a receipt wait for a first message? The service decides how long: a minute and a half at most.
   * @default true
   */
  readonly waits?: boolean;
}

const TIMEOUT_MILLISECONDS = 3000;
/**
 * Longer than the service waits for a first message: who hangs up earlier may have been sent some that nobody has then,
 * until their leases end.
 */
const RECEIPT_MILLISECONDS = 100_000;
/** @see https://docs.cloud.google.com/pubsub/docs/lease-management */
const LONGEST_LEASE_SECONDS = 600;
/** The attribute of a message that was put off: not before so many milliseconds since the epoch. */
const NOT_BEFORE = 'notBefore';

interface Received {
  readonly ackId: string;
  readonly message: { readonly data?: string; readonly attributes?: Readonly<Record<string, string>> };
}

/**
 * A topic of Pub/Sub with its subscription, pulled through the REST interface.
 *
 * Pub/Sub knows no delay, and counts every lease that runs out: what is deferred is published anew, with the time before
 * which nobody wants it, and the old message acknowledged, so that its count begins anew. Who receives it too early hides
 * it for the rest. So waiting for a model never makes a dead letter, however long.
 */
export function pubSubQueue({ api, topic, deadLetterTopic, clock, waits = true }: PubSubQueueOptions): JobQueue {
  const subscription = topic.replace('/topics/', '/subscriptions/');

  async function ask(path: string, body: object): Promise<void> {
    const call = { method: 'POST', path: `/v1/${path}`, body: JSON.stringify(body) } as const;
    await persistent(api, call, timeOf(TIMEOUT_MILLISECONDS, clock), clock);
  }

  function publish(to: string, message: JobMessage, attributes?: Readonly<Record<string, string>>): Promise<void> {
    const data = Buffer.from(JSON.stringify(message)).toString('base64');
    return ask(`${to}:publish`, { messages: [{ data, ...(attributes && { attributes }) }] });
  }

  function hide(ackId: string, seconds: number): Promise<void> {
    const ackDeadlineSeconds = Math.min(LONGEST_LEASE_SECONDS, Math.ceil(seconds));
    return ask(`${subscription}:modifyAckDeadline`, { ackIds: [ackId], ackDeadlineSeconds });
  }

  const acknowledge = ({ receipt }: Delivery) => ask(`${subscription}:acknowledge`, { ackIds: [receipt] });

  return {
    send: (message) => publish(topic, message),
    receive: async (most, stop) => {
      const text = await api.call({
        method: 'POST',
        path: `/v1/${subscription}:pull`,
        body: JSON.stringify({ maxMessages: most, ...(!waits && { returnImmediately: true }) }),
        within: RECEIPT_MILLISECONDS,
        stop,
      });
      const { receivedMessages = [] } = JSON.parse(text) as { receivedMessages?: Received[] };
      const due: Delivery[] = [];
      const early: Promise<void>[] = [];
      for (const { ackId, message } of receivedMessages) {
        const milliseconds = Number(message.attributes?.[NOT_BEFORE] ?? 0) - clock.now();
        // What cannot be hidden comes again earlier, and is hidden then.
        if (milliseconds > 0) early.push(hide(ackId, milliseconds / 1000).catch(() => undefined));
        else due.push({ message: messageIn(textOf(message.data)), receipt: ackId });
      }
      await Promise.all(early);
      return due;
    },
    acknowledge,
    extend: ({ receipt }, seconds) => hide(receipt, seconds),
    defer: async (delivery, seconds) => {
      const notBefore = String(clock.now() + seconds * 1000);
      await publish(topic, delivery.message, { [NOT_BEFORE]: notBefore });
      await acknowledge(delivery);
    },
    bury: (message) => publish(deadLetterTopic, message),
  };
}

function textOf(data = ''): string {
  return Buffer.from(data, 'base64').toString('utf8');
}
