import type { UnsatisfiedRule } from '../../contract/route';
import type { ChatRequest, ToolCall } from '../chat/chat-request';
import type { Signal } from '../signal';
import type { Failure } from './failure';

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/**
 * A piece of an answer. Content comes first, then one `end` or one `fault`, and nothing after it.
 * A provider asked for a whole answer gives its text, and each call, in one piece.
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | CallPart
  | { readonly kind: 'end'; readonly finishReason: FinishReason; readonly usage?: Usage }
  | Fault;

/** A call to a tool, or a further piece of its arguments. */
export interface CallPart {
  readonly kind: 'call';
  /** Which of the answer's calls, from 0. */
  readonly index: number;
  /** With a call's first piece, and only with that. */
  readonly begins?: Omit<ToolCall, 'arguments'>;
  readonly arguments: string;
}

export interface Fault {
  readonly kind: 'fault';
  readonly failure: Failure;
  /**
   * With `abandoned`: the provider had been silent for half of its time or longer. Callers who are less patient than the
   * ladder would hide from the breaker that it hangs.
   */
  readonly silent?: boolean;
  /** With `unsatisfying`: what the answer did not satisfy. */
  readonly rule?: UnsatisfiedRule;
  /** How long the provider asks to be left alone, where it refused for load and said so. */
  readonly retryAfterMilliseconds?: number;
  /** The provider's own words, where they are for the caller: of a request that it does not take. Never logged. */
  readonly message?: string;
}

/** What answers on a rung. Its outcome is a value: it never throws, and it ends soon after the signal is aborted. */
export interface Provider {
  /** The model's id as the provider knows it. */
  readonly model: string;
  /**
   * `opened` is called when the response's headers are there. A provider that does not call it is held to have
   * opened with its first part.
   */
  execute(request: ChatRequest, signal: Signal, opened?: () => void): AsyncIterable<Part>;
}

/** Does a part give its reader something? Blanks do not: an answer of them is empty. */
export function isContent(part: Part): boolean {
  return part.kind === 'call' || (part.kind === 'text' && part.text.trim() !== '');
}
