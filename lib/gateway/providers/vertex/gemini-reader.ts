import { randomUUID } from 'node:crypto';
import type { FinishReason, Usage } from '../../ladder/provider';
import { type AnswerReader, type Piece, textPiece } from './dialect';
import { endPart } from './end-part';

interface GeminiPart {
  readonly text?: string;
  readonly thought?: boolean;
  readonly functionCall?: { readonly name?: string; readonly args?: object };
  readonly thoughtSignature?: string;
}

/** What is read of a whole answer, or of one message of a stream. */
interface GenerateContentResponse {
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly GeminiPart[] };
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
 * What is left out tells nothing of why it stopped (`OTHER`), or of a call that it calls malformed itself.
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

export function geminiReader(): AnswerReader {
  let calls = 0;
  // It names no calls by an id: a caller needs one to answer them.
  const callOf = ({ functionCall: call, thoughtSignature }: GeminiPart): Piece => ({
    kind: 'call',
    index: calls++,
    begins: {
      id: `call_${randomUUID()}`,
      name: call?.name ?? '',
      ...(thoughtSignature !== undefined && { thoughtSignature }),
    },
    arguments: JSON.stringify(call?.args ?? {}),
  });
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
      return [
        ...textPiece(said.map(({ text }) => text ?? '').join('')),
        ...said.filter(({ functionCall }) => functionCall !== undefined).map(callOf),
      ];
    },
    end: () => {
      if (blocked) return { kind: 'end', finishReason: 'content_filter', usage };
      const end = endPart(finished, FINISH, usage);
      // It stops for a call as for anything else.
      return calls > 0 && end.kind === 'end' && end.finishReason === 'stop'
        ? { ...end, finishReason: 'tool_calls' }
        : end;
    },
  };
}
