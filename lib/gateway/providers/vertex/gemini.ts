import type { ChatRequest } from '../../chat/chat-request';
import type { FinishReason, Usage } from '../../ladder/provider';
import { instructionsOf, turnsOf } from '../turns';
import type { AnswerReader, Dialect } from './dialect';
import { endPart } from './end-part';

/**
 * Gemini's own API: `generateContent`, and its stream as server-sent events.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
 */
export const gemini: Dialect = {
  publisher: 'google',
  method: (stream) => (stream ? 'streamGenerateContent?alt=sse' : 'generateContent'),
  body: (request) => ({
    contents: turnsOf(request.messages).map(({ role, texts }) => ({
      role: role === 'user' ? 'user' : 'model',
      parts: partsOf(texts),
    })),
    ...systemInstruction(request),
    generationConfig: {
      maxOutputTokens: request.maxTokens,
      temperature: request.temperature,
      topP: request.topP,
      ...(request.stop.length > 0 && { stopSequences: request.stop }),
    },
  }),
  reader,
};

const partsOf = (texts: readonly string[]) => texts.map((text) => ({ text }));

function systemInstruction({ messages }: ChatRequest) {
  const instructions = instructionsOf(messages);
  return instructions.length > 0 ? { systemInstruction: { parts: partsOf(instructions) } } : {};
}

/** What is read of a whole answer, or of one message of a stream. */
interface GenerateContentResponse {
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly { readonly text?: string; readonly thought?: boolean }[] };
    readonly finishReason?: string;
  }[];
  /** There when the prompt was blocked: then there are no candidates. */
  readonly promptFeedback?: { readonly blockReason?: string };
  readonly usageMetadata?: {
    readonly promptTokenCount?: number;
    readonly candidatesTokenCount?: number;
    readonly thoughtsTokenCount?: number;
  };
}

/**
 * What is left out tells nothing of why it stopped (`OTHER`), or is of tools, which were not given.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/process-blocked-responses
 */
const FINISH: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  MODEL_ARMOR: 'content_filter',
};

function reader(): AnswerReader {
  let finished: string | undefined;
  let blocked = false;
  let usage: Usage | undefined;
  return {
    read(message) {
      const { candidates, promptFeedback, usageMetadata } = message as GenerateContentResponse;
      const candidate = candidates?.[0];
      finished = candidate?.finishReason ?? finished;
      blocked ||= promptFeedback?.blockReason !== undefined;
      // Thoughts are answered for, and paid for, as output.
      usage = usageMetadata
        ? {
            promptTokens: usageMetadata.promptTokenCount ?? 0,
            completionTokens: (usageMetadata.candidatesTokenCount ?? 0) + (usageMetadata.thoughtsTokenCount ?? 0),
          }
        : usage;
      const said = (candidate?.content?.parts ?? []).filter(({ thought }) => thought !== true);
      return said.map(({ text }) => text ?? '').join('');
    },
    end: () => (blocked ? { kind: 'end', finishReason: 'content_filter', usage } : endPart(finished, FINISH, usage)),
  };
}
