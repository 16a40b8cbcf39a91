import { BODY_MEMBER, type ServedBy } from '../../contract/http';
import type { Part, Usage } from '../ladder/provider';

/** What identifies one answer. */
export interface Envelope {
  /** `chatcmpl-…` */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly servedBy: ServedBy;
}

/** A whole answer in OpenAI's shape, and its usage where the provider tells it. The parts hold an `end`: without one the ladder would not have given them. */
export async function completion(envelope: Envelope, parts: AsyncIterable<Part>) {
  let text = '';
  let end: Extract<Part, { kind: 'end' }> | undefined;
  for await (const part of parts) {
    if (part.kind === 'text') text += part.text;
    if (part.kind === 'end') end = part;
  }
  const body = {
    id: envelope.id,
    object: 'chat.completion',
    created: envelope.created,
    model: envelope.servedBy.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal: null },
        logprobs: null,
        finish_reason: end?.finishReason ?? 'stop',
      },
    ],
    ...(end?.usage && { usage: usageOf(end.usage) }),
    [BODY_MEMBER]: envelope.servedBy,
  };
  return { body, usage: end?.usage };
}

export function usageOf({ promptTokens, completionTokens }: Usage) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}
