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

/** Undefined for what is no completion and no chunk: the shape is held only as far as it is read. */
export function parseAnswer(text: string): OpenAiAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return isAnswer(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(answer: unknown): answer is OpenAiAnswer {
  if (typeof answer !== 'object' || answer === null) return false;
  const { choices = [] } = answer as OpenAiAnswer;
  return (
    Array.isArray(choices) && choices.every((choice) => isText(choice?.message?.content ?? choice?.delta?.content))
  );
}

/** An answer may hold none: of a tool's call, or in a chunk that only says who speaks. */
function isText(content: unknown): boolean {
  return content === undefined || content === null || typeof content === 'string';
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
  return usage
    ? { promptTokens: count(usage.prompt_tokens), completionTokens: count(usage.completion_tokens) }
    : undefined;
}

function count(tokens: unknown): number {
  return typeof tokens === 'number' ? tokens : 0;
}
