import type { ServerResponse } from 'node:http';
import type { GoogleRegions } from '../jobs/google/google-regions';
import { bodyOf, messageOf, type PubSubMessage } from '../jobs/google/subscription-plan';
import type { Queue } from '../jobs/queue';
import { GoogleRefused, json, notFound } from './google-answer';

interface Asked {
  readonly messages?: readonly PubSubMessage[];
  readonly maxMessages?: number;
  readonly returnImmediately?: boolean;
  readonly ackIds?: readonly string[];
  readonly ackDeadlineSeconds?: number;
}

/** A receipt waits so long for a first message. */
const PULL_SECONDS = 90;

/**
 * Pub/Sub's REST interface in one region: publish, pull, acknowledge and modifyAckDeadline; nothing else of the service.
 * Messages never leave their region: whoever asks another region's service does not reach them.
 * @returns false where the region is lost: then nobody answers
 * @see https://docs.cloud.google.com/pubsub/docs/reference/rest
 */
export async function answerPubSub(
  regions: GoogleRegions,
  here: string,
  path: string,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  if (!regions.isUp(here)) return false;
  const [, name = '', method] = /^\/v1\/(.+):(\w+)$/.exec(path) ?? [];
  const asked = JSON.parse(body.toString()) as Asked;
  if (method === 'publish') {
    const topic = regions.topic(name);
    if (topic?.region !== here) throw notFound(`no topic ${name} in ${here}`);
    // Each subscription has a copy of its own.
    const ids = (asked.messages ?? []).map((message) => topic.queues.map((one) => one.send(bodyOf(message)))[0]);
    json(response, { messageIds: ids });
    return true;
  }
  const subscription = regions.subscription(name);
  if (subscription?.region !== here) throw notFound(`no subscription ${name} in ${here}`);
  const { queue } = subscription;
  if (method === 'pull') return pull(regions, here, queue, asked, response);
  for (const ackId of asked.ackIds ?? []) {
    if (method === 'acknowledge') queue.delete(ackId);
    else if (method === 'modifyAckDeadline') queue.changeVisibility(ackId, asked.ackDeadlineSeconds ?? 0);
    else throw new GoogleRefused(501, 'UNIMPLEMENTED', `${method} is not known here`);
  }
  json(response, {});
  return true;
}

async function pull(
  regions: GoogleRegions,
  here: string,
  queue: Queue,
  { maxMessages = 1, returnImmediately = false }: Asked,
  response: ServerResponse,
): Promise<boolean> {
  if (!returnImmediately) await filled(regions, queue, response);
  // Who has hung up meanwhile takes nothing along.
  if (response.destroyed || !regions.isUp(here)) return false;
  const receivedMessages = queue.receive(maxMessages).map(({ id, body, receipt, receives, sentAt }) => ({
    ackId: receipt,
    deliveryAttempt: receives,
    message: { ...messageOf(body), messageId: id, publishTime: new Date(regions.epochAt(sentAt)).toISOString() },
  }));
  json(response, receivedMessages.length === 0 ? {} : { receivedMessages });
  return true;
}

async function filled(regions: GoogleRegions, queue: Queue, response: ServerResponse): Promise<void> {
  let cancel = () => {};
  const over = new Promise<void>((resolve) => {
    cancel = regions.after(PULL_SECONDS, resolve);
    response.once('close', resolve);
  });
  await Promise.race([queue.filled(), over]);
  cancel();
}
