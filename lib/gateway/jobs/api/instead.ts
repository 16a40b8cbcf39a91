import type { Route } from '../../../contract/route';
import { mistaken } from '../../chat/body';
import type { ChatRequest } from '../../chat/chat-request';
import type { Gateway } from '../../gateway';
import type { Handled, Incoming } from '../../handled';
import { idempotencyKey, offerJob } from './offer';
import { unavailable } from './refusals';

/**
 * Takes a chat completion as a job. Given what the caller would have been told otherwise, it is told that where no job
 * can be made of it.
 */
export type Later = (otherwise: Handled | undefined) => Promise<Handled>;

interface Asked {
  readonly chat: ChatRequest;
  readonly route: Route;
  readonly text: string;
}

/** Undefined where the route takes no jobs, or the answer is to be streamed: then the wish is not granted. */
export function jobInstead(gateway: Gateway, { request }: Incoming, { chat, route, text }: Asked): Later | undefined {
  const { jobs } = gateway;
  if (jobs === undefined || route.queue === 'never' || chat.stream) return undefined;
  return async (otherwise) => {
    const key = idempotencyKey(request);
    if (key.kind === 'mistake') return mistaken(gateway, [key.mistake]);
    try {
      const { response, note } = await offerJob(gateway, jobs, route, { chat, text }, key.key);
      const headers = { ...response.headers, 'preference-applied': 'respond-async' };
      return { response: { ...response, headers }, note };
    } catch (error) {
      return otherwise ?? unavailable(gateway, error as Error);
    }
  };
}
