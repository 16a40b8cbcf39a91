import type { FinishReason } from '../../ladder/provider';
import { type AnswerReader, type Piece, textPiece } from './dialect';
import { endPart } from './end-part';

interface ContentBlock {
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
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
      readonly content: readonly ContentBlock[];
      readonly stop_reason?: string | null;
      readonly usage?: Counted;
    }
  | { readonly type: 'message_start'; readonly message: { readonly usage?: Counted } }
  | { readonly type: 'content_block_start'; readonly index: number; readonly content_block: ContentBlock }
  | {
      readonly type: 'content_block_delta';
      readonly index: number;
      readonly delta: { readonly type: string; readonly text?: string; readonly partial_json?: string };
    }
  | {
      readonly type: 'message_delta';
      readonly delta: { readonly stop_reason?: string | null };
      readonly usage?: Counted;
    };

const FINISH: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  tool_use: 'tool_calls',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content_filter',
};

export function claudeReader(): AnswerReader {
  /** Of an answer's calls, by the index of their block. */
  const calls = new Map<number, number>();
  const begin = (block: number, { id = '', name = '' }: ContentBlock, args: string): Piece => {
    const index = calls.size;
    calls.set(block, index);
    return { kind: 'call', index, begins: { id, name }, arguments: args };
  };

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
          return [
            ...textPiece(message.content.map(({ text }) => text ?? '').join('')),
            ...message.content.flatMap((block, index) =>
              block.type === 'tool_use' ? begin(index, block, JSON.stringify(block.input ?? {})) : [],
            ),
          ];
        case 'message_start':
          count(message.message.usage);
          return [];
        case 'content_block_start':
          // Text begins empty.
          return message.content_block.type === 'tool_use' ? [begin(message.index, message.content_block, '')] : [];
        case 'content_block_delta':
          return delta(message.delta.text ?? '', message.delta.partial_json ?? '', calls.get(message.index));
        case 'message_delta':
          finished = message.delta.stop_reason ?? finished;
          count(message.usage);
          return [];
        default:
          return [];
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

function delta(text: string, json: string, index: number | undefined): readonly Piece[] {
  return json === '' || index === undefined ? textPiece(text) : [{ kind: 'call', index, arguments: json }];
}
