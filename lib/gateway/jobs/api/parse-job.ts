import type { JobsConfig } from '../../../contract/job';
import type { Tier } from '../../../contract/ladder';
import type { Route } from '../../../contract/route';
import type { ChatRequest } from '../../chat/chat-request';
import {
  type Body,
  isGiven,
  isObject,
  type Mistake,
  missing,
  unsupportedValue,
  wrongType,
  wrongValue,
} from '../../chat/mistake';
import { notAnObject, notJson, parseBody, parseJson } from '../../chat/parse-request';
import type { Webhook } from '../rows';
import { webhookMistakes } from './parse-webhook';

/** What a caller asks of a job. */
export interface JobRequest {
  readonly chat: ChatRequest;
  /** The chat completion's body. */
  readonly text: string;
  /** Seconds from now. */
  readonly deadlineSeconds?: number;
  readonly floor?: Tier;
  readonly webhook?: Webhook;
}

export type ParsedJob =
  | { readonly kind: 'job'; readonly job: JobRequest }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

const MEMBERS = ['request', 'deadline_seconds', 'floor', 'webhook'];

/** Reads the body of `POST /v1/jobs`: all its mistakes at once, or a request. */
export function parseJob(text: string, routes: readonly Route[], config: JobsConfig): ParsedJob {
  const body = parseJson(text);
  if (body === undefined) return { kind: 'mistakes', mistakes: [notJson(text)] };
  if (!isObject(body)) return { kind: 'mistakes', mistakes: [notAnObject(body)] };
  const chat = chatIn(body);
  const route = chat.kind === 'request' ? routes.find(({ name }) => name === chat.request.route) : undefined;
  const mistakes = [
    ...unknownMembers(body),
    ...(chat.kind === 'mistakes' ? chat.mistakes : []),
    ...deadlineMistakes(body, config),
    ...floorMistakes(body, route),
    ...webhookMistakes(body.webhook),
  ];
  if (mistakes.length > 0 || chat.kind === 'mistakes') return { kind: 'mistakes', mistakes };
  const job = {
    chat: chat.request,
    text: JSON.stringify(body.request),
    deadlineSeconds: (body.deadline_seconds ?? undefined) as number | undefined,
    floor: (body.floor ?? undefined) as Tier | undefined,
    webhook: (body.webhook ?? undefined) as Webhook | undefined,
  };
  return { kind: 'job', job };
}

function unknownMembers(body: Body): Mistake[] {
  return Object.keys(body)
    .filter((name) => !MEMBERS.includes(name))
    .map((name) => ({
      code: 'unsupported_parameter',
      param: name,
      message: `\`${name}\` is no member of a job; there are ${MEMBERS.join(', ')}`,
    }));
}

function chatIn({ request }: Body): ReturnType<typeof parseBody> {
  const what = 'the body of a chat completion';
  if (!isGiven(request)) return { kind: 'mistakes', mistakes: [missing('request', what)] };
  if (!isObject(request)) return { kind: 'mistakes', mistakes: [wrongType('request', what)] };
  const parsed = parseBody(request);
  const streams: Mistake[] =
    request.stream === true ? [unsupportedValue('stream', 'false', 'a job is answered when it is done')] : [];
  const found = [...(parsed.kind === 'mistakes' ? parsed.mistakes : []), ...streams];
  if (found.length === 0) return parsed;
  const inRequest = (mistake: Mistake): Mistake => ({
    ...mistake,
    param: `request.${mistake.param}`,
    message: mistake.message.replace('`', '`request.'),
  });
  return { kind: 'mistakes', mistakes: found.map(inRequest) };
}

function deadlineMistakes({ deadline_seconds: seconds }: Body, { times }: JobsConfig): Mistake[] {
  const must = `a whole number of seconds from 1 to ${times.longestDeadline}`;
  if (!isGiven(seconds)) return [];
  if (typeof seconds !== 'number') return [wrongType('deadline_seconds', must)];
  const fits = Number.isInteger(seconds) && seconds >= 1 && seconds <= times.longestDeadline;
  return fits ? [] : [wrongValue('deadline_seconds', must)];
}

function floorMistakes({ floor }: Body, route: Route | undefined): Mistake[] {
  const must = `a tier from 1 to ${route?.floor ?? 3}, the route's own floor`;
  if (!isGiven(floor)) return [];
  if (typeof floor !== 'number') return [wrongType('floor', must)];
  return Number.isInteger(floor) && floor >= 1 && floor <= (route?.floor ?? 3) ? [] : [wrongValue('floor', must)];
}
