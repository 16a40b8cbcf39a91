import type { ChatRequest } from '../../chat/chat-request';
import type { CallPart, Part } from '../../ladder/provider';
import { claude } from './claude';
import { gemini } from './gemini';

/** How the models of one publisher are asked and understood on Vertex AI. */
export interface Dialect {
  /** As a model's resource name has it. */
  readonly publisher: 'google' | 'anthropic';
  /** The method of a model's resource, with its query. */
  method(stream: boolean): string;
  body(request: ChatRequest, model: string): object;
  /** For one answer. */
  reader(): AnswerReader;
}

/**
 * Understands one answer: a whole one is a single message, a stream many. What has another shape than the publisher
 * documents may make it throw.
 */
export interface AnswerReader {
  /** What a message adds to the answer; empty where it adds nothing. */
  read(message: object): readonly Piece[];
  /** How the answer ended, after its last message. */
  end(): Part;
}

export type Piece = Extract<Part, { kind: 'text' }> | CallPart;

/** As pieces: none for none. */
export function textPiece(text: string): readonly Piece[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** Claude's models are named after it; the others that Vertex AI is asked for here are Google's own. */
export function dialectOf(model: string): Dialect {
  return model.startsWith('claude-') ? claude : gemini;
}
