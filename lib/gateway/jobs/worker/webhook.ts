import type { JobId } from '../../../contract/job';
import { advance } from '../advance';
import type { ObserveJobs } from '../events';
import { type Look, stateOf } from '../look';
import type { JobPlace } from '../place';
import type { Webhook } from '../rows';
import { webhookTried } from '../steps';

/** Tells a caller that a job is over; rejects where he could not be told. */
export type Notify = (webhook: Webhook, news: News) => Promise<void>;

/** It says that, not what: who is told asks for the rest, with a key. */
export interface News {
  readonly job: JobId;
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Over about three hours. Who still cannot be told must ask. */
const MOST_TRIES = 8;
const FIRST_WAIT_SECONDS = 30;

/** Delivers a webhook that is owed, at least once. Seconds until it is tried again, or undefined where nothing is owed. */
export async function settleWebhook(
  place: JobPlace,
  look: Look,
  notify: Notify,
  observe: ObserveJobs,
): Promise<number | undefined> {
  const { webhook } = look.accepted.body;
  if (webhook === undefined || look.over === undefined || isSettled(look)) return undefined;
  const news: News = { job: look.id, state: stateOf(look, place.clock.now()), at: look.over.body.outcome.at };
  const failure = await notify(webhook, news).then(
    () => undefined,
    (error: Error) => error,
  );
  const tries = 1 + Math.max(0, ...look.progress.map(({ body }) => body.webhook?.tries ?? 0));
  const settled = failure === undefined || tries >= MOST_TRIES;
  await advance(place, look.id, webhookTried(settled));
  observe({
    event: 'job',
    what: failure === undefined ? 'webhook-delivered' : 'webhook-failed',
    job: look.id,
    ...(failure && { why: failure.name }),
  });
  return settled ? undefined : FIRST_WAIT_SECONDS * 2 ** (tries - 1);
}

export function isSettled({ accepted, progress }: Look): boolean {
  return accepted.body.webhook === undefined || progress.some(({ body }) => body.webhook?.settled === true);
}
