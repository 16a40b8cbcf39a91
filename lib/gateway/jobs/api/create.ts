import { mistaken, withBody } from '../../chat/body';
import type { Gateway } from '../../gateway';
import type { Handled, Incoming } from '../../handled';
import { unknownRoute } from '../../models';
import { traced } from '../../observe/spans/traced';
import { traceContextOf, traceId } from '../../observe/trace-context';
import type { Jobs } from '../jobs';
import { idempotencyKey, offerJob } from './offer';
import { parseJob } from './parse-job';
import { notQueueable, unavailable } from './refusals';

/** `POST /v1/jobs` */
export function createJob(gateway: Gateway, jobs: Jobs, incoming: Incoming): Promise<Handled> {
  return withBody(gateway, incoming.request, (text) => create(gateway, jobs, incoming, text));
}

async function create(gateway: Gateway, jobs: Jobs, { request, arrivedAt }: Incoming, text: string): Promise<Handled> {
  const { routes } = gateway.config;
  const key = idempotencyKey(request);
  const parsed = parseJob(text, routes, jobs.place.config);
  if (parsed.kind === 'mistakes' || key.kind === 'mistake') {
    return mistaken(gateway, [
      ...(key.kind === 'mistake' ? [key.mistake] : []),
      ...(parsed.kind === 'mistakes' ? parsed.mistakes : []),
    ]);
  }
  const { job } = parsed;
  const route = routes.find(({ name }) => name === job.chat.route);
  if (route === undefined) return unknownRoute(gateway, job.chat.route);
  if (route.queue === 'never') return notQueueable(gateway, route);
  const trace = traceContextOf(request);
  const recorded = traced(gateway.spans, trace, job.chat, arrivedAt);
  const chat = { ...job.chat, trace: recorded?.context ?? trace };
  const handled = await offerJob(gateway, jobs, route, { ...job, chat }, key.key).catch((error: Error) =>
    unavailable(gateway, error),
  );
  const identifier = chat.trace && traceId(chat.trace);
  const note = { ...handled.note, ...(identifier !== undefined && { trace: identifier }) };
  return { ...handled, note, ...(recorded && { traced: recorded }) };
}
