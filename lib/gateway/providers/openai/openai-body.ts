import type { ChatRequest } from '../../chat/chat-request';
import type { FinishReason, Part, Usage } from '../../ladder/provider';

/** A request in OpenAI's own terms, for the model that the rung names. */
export function openAiBody(model: string, request: ChatRequest): string {
  return JSON.stringify({
    model,
    messages: request.messages.map(({ role, text }) => ({ role, content: text })),
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    ...(request.stop.length > 0 && { stop: request.stop }),
    ...(request.stream && { stream: true, stream_options: { include_usage: true } }),
  });
}

/** What is read of a completion or of one chunk; others' servers leave out what they like. */
export interface OpenAiAnswer {
  readonly choices?: readonly {
    readonly message?: { readonly content?: string | null };
    readonly delta?: { readonly content?: string | null };
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null;
  readonly error?: unknown;
}

/** Undefined for what is no JSON object, or says that it is an error. */
export function parseAnswer(text: string): OpenAiAnswer | undefined {
  try {
    const answer = JSON.parse(text) as OpenAiAnswer | null;
    return typeof answer === 'object' && answer !== null && !answer.error ? answer : undefined;
  } catch {
    return undefined;
  }
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content_filter',
};

/** The other reasons are of tools, which were not given. */
export function endOf(finishReason: string, usage: Usage | undefined): Part {
  const known = FINISH[finishReason];
  return known === undefined ? { kind: 'fault', failure: 'garbled' } : { kind: 'end', finishReason: known, usage };
}

export function usageOf({ usage }: OpenAiAnswer): Usage | undefined {
  return usage ? { promptTokens: usage.prompt_tokens ?? 0, completionTokens: usage.completion_tokens ?? 0 } : undefined;
}
