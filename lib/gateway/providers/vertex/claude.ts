import type { FinishReason } from '../../ladder/provider';
import { instructionsOf, turnsOf } from '../turns';
import type { AnswerReader, Dialect } from './dialect';
import { endPart } from './end-part';

/** What the Messages API wants to be told in every request; the longest answer that every Claude can give. */
const DEFAULT_MAX_TOKENS = 4096;

/**
 * Anthropic's Messages API, passed through by Vertex AI: the model stands in the path, the API's version in the body.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude
 */
export const claude: Dialect = {
  publisher: 'anthropic',
  method: (stream) => (stream ? 'streamRawPredict' : 'rawPredict'),
  body: (request) => {
    const system = instructionsOf(request.messages);
    return {
      anthropic_version: 'vertex-2023-10-16',
      ...(system.length > 0 && { system: textsOf(system) }),
      messages: turnsOf(request.messages).map(({ role, texts }) => ({ role, content: textsOf(texts) })),
      max_tokens: request.maxTokens ?? DEFAULT_MAX_TOKENS,
      ...sampling(request.temperature, request.topP),
      ...(request.stop.length > 0 && { stop_sequences: request.stop }),
      stream: request.stream,
    };
  },
  reader,
};

const textsOf = (texts: readonly string[]) => texts.map((text) => ({ type: 'text', text }));

/**
 * OpenAI's temperature goes to 2, Claude's to 1. The newer models refuse a temperature beside a top_p, and the
 * temperature is what people set.
 */
function sampling(temperature: number | undefined, topP: number | undefined) {
  return temperature === undefined ? { top_p: topP } : { temperature: Math.min(temperature, 1) };
}

interface Counted {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
}

/**
 * What is read of a whole answer (`message`) and of a stream's events; the others (`ping`, the blocks' edges) tell
 * nothing more.
 * @see https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
type Message =
  | {
      readonly type: 'message';
      readonly content: readonly { readonly type: string; readonly text?: string }[];
      readonly stop_reason?: string | null;
      readonly usage?: Counted;
    }
  | { readonly type: 'message_start'; readonly message: { readonly usage?: Counted } }
  | { readonly type: 'content_block_delta'; readonly delta: { readonly type: string; readonly text?: string } }
  | {
      readonly type: 'message_delta';
      readonly delta: { readonly stop_reason?: string | null };
      readonly usage?: Counted;
    };

/** The other reasons are of tools, which were not given. */
const FINISH: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content_filter',
};

function reader(): AnswerReader {
  let finished: string | undefined;
  let counted: Counted | undefined;
  const count = (usage: Counted | undefined) => {
    if (usage !== undefined) counted = { ...counted, ...usage };
  };
  return {
    read(read) {
      const message = read as Message;
      switch (message.type) {
        case 'message':
          finished = message.stop_reason ?? finished;
          count(message.usage);
          return message.content.map(({ text }) => text ?? '').join('');
        case 'message_start':
          count(message.message.usage);
          return '';
        case 'content_block_delta':
          return message.delta.text ?? '';
        case 'message_delta':
          finished = message.delta.stop_reason ?? finished;
          count(message.usage);
          return '';
        default:
          return '';
      }
    },
    end: () =>
      endPart(
        finished,
        FINISH,
        counted && { promptTokens: counted.input_tokens ?? 0, completionTokens: counted.output_tokens ?? 0 },
      ),
  };
}
