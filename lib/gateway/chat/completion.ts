import { BODY_MEMBER, type ServedBy } from '../../contract/http';
import type { CallPart, Part, Usage } from '../ladder/provider';
import type { ToolCall } from './chat-request';
import { toolCall } from './tool-calls';

/** What identifies one answer. */
export interface Envelope {
  /** `chatcmpl-…` */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly servedBy: ServedBy;
}

/** A whole answer in OpenAI's shape, and its usage where the provider tells it. The parts hold an `end`: without one the ladder would not have given them. */
export async function completion(envelope: Envelope, parts: AsyncIterable<Part> | readonly Part[]) {
  let text = '';
  const calls: ToolCall[] = [];
  let end: Extract<Part, { kind: 'end' }> | undefined;
  // A list is not waited for: that would cost more than to read it.
  for (const part of Symbol.iterator in parts ? parts : await listOf(parts)) {
    if (part.kind === 'text') text += part.text;
    if (part.kind === 'call') calls[part.index] = joined(calls[part.index], part);
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
        message: {
          role: 'assistant',
          content: text === '' && calls.length > 0 ? null : text,
          refusal: null,
          ...(calls.length > 0 && { tool_calls: calls.filter(Boolean).map(toolCall) }),
        },
        logprobs: null,
        finish_reason: end?.finishReason ?? 'stop',
      },
    ],
    ...(end?.usage && { usage: usageOf(end.usage) }),
    [BODY_MEMBER]: envelope.servedBy,
  };
  return { body, usage: end?.usage, finishReason: end?.finishReason };
}

async function listOf(parts: AsyncIterable<Part>): Promise<readonly Part[]> {
  const list: Part[] = [];
  for await (const part of parts) list.push(part);
  return list;
}

function joined(call: ToolCall | undefined, { begins, arguments: args }: CallPart): ToolCall {
  return call === undefined
    ? { id: '', name: '', ...begins, arguments: args }
    : { ...call, arguments: call.arguments + args };
}

export function usageOf({ promptTokens, completionTokens }: Usage) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}
