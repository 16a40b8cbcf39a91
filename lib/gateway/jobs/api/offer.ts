import { createHash } from 'node:crypto';
import { IDEMPOTENCY_HEADER } from '../../../contract/http';
import type { Route } from '../../../contract/route';
import type { Mistake } from '../../chat/mistake';
import { type GatewayRequest, jsonResponse } from '../../exchange';
import type { Gateway } from '../../gateway';
import type { Handled } from '../../handled';
import { headersOf } from '../../served-by';
import { accept } from '../accept';
import type { Jobs } from '../jobs';
import type { JobRequest } from './parse-job';
import { otherRequest } from './refusals';
import { statusUrl, viewOf } from './view';

export type Key =
  | { readonly kind: 'key'; readonly key: string | undefined }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };

/** The key that says that two requests are one. It is the caller's own: two of them may use the same. */
export function idempotencyKey(request: GatewayRequest): Key {
  const key = request.header(IDEMPOTENCY_HEADER);
  if (key === undefined) return { kind: 'key', key };
  if (/^[\x21-\x7e]{1,255}$/.test(key)) {
    const caller = createHash('sha256')
      .update(request.header('authorization') ?? '')
      .digest('hex');
    return { kind: 'key', key: `${caller} ${key}` };
  }
  const message = `\`${IDEMPOTENCY_HEADER}\` must be 1 to 255 printable ASCII characters, without blanks`;
  return { kind: 'mistake', mistake: { code: 'invalid_value', param: IDEMPOTENCY_HEADER, message } };
}

/** 202 once the job is durable. Rejects where it could not be made so. */
export async function offerJob(
  gateway: Gateway,
  { place, queue, observe }: Jobs,
  route: Route,
  job: JobRequest,
  key: string | undefined,
): Promise<Handled> {
  const { clock, config } = place;
  const seconds = job.deadlineSeconds ?? config.times.defaultDeadline;
  const acceptance = await accept(place, {
    accepted: {
      route: route.name,
      floor: job.floor ?? route.floor,
      deadline: clock.now() + seconds * 1000,
      durability: route.durability,
      ...(job.webhook && { webhook: { url: job.webhook.url, secret: job.webhook.secret } }),
      ...(job.chat.trace && { trace: job.chat.trace }),
    },
    text: job.text,
    key,
    otherCloudDown: route.otherCloudDown,
  });
  if (acceptance.kind === 'other-request') return otherRequest(gateway);
  const { look, isNew } = acceptance;
  if (isNew) {
    observe({ event: 'job', what: 'accepted', job: look.id, route: route.name });
    // It is accepted whether or not the queue hears of it: a sweep finds what no queue knows.
    const message = { job: look.id, queuedAt: look.accepted.body.acceptedAt };
    await queue.send(message).catch((error: Error) => {
      observe({ event: 'job', what: 'failed', job: look.id, why: error.name });
    });
  }
  const headers = { ...headersOf({ cell: gateway.cell }), location: statusUrl(look.id) };
  return { response: jsonResponse(viewOf(look, clock.now()), 202, headers), note: { route: route.name, job: look.id } };
}
