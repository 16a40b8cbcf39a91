import type { ChatRequest } from '../chat/chat-request';

/** Why a rung gave no answer, or none to its end. A closed list: it goes into headers, logs and metrics. */
export type Failure =
  /** No connection, or one that broke. */
  | 'unreachable'
  | 'timeout'
  /** Refused for load: 429 and its kin. Says nothing about the model's health. */
  | 'throttled'
  /** The provider failed: 5xx and its kin. */
  | 'unavailable'
  /** Our credentials do not open it, or could not be read. */
  | 'denied'
  /** The provider does not take the request: an unknown model, a context too long. */
  | 'rejected'
  /** It answered, with nothing. */
  | 'empty'
  /** It stopped without saying that it was done. */
  | 'truncated'
  /** It does not speak its protocol. */
  | 'garbled'
  /** The caller left before it had answered. */
  | 'abandoned';

export type FinishReason = 'stop' | 'length' | 'content_filter';

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/**
 * A piece of an answer. Texts come first, then one `end` or one `fault`, and nothing after it.
 * A provider asked for a whole answer gives its text in one piece.
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'end'; readonly finishReason: FinishReason; readonly usage?: Usage }
  | { readonly kind: 'fault'; readonly failure: Failure };

/** What answers on a rung. Its outcome is a value: it never throws, and it ends soon after the signal is aborted. */
export interface Provider {
  /** The model's id as the provider knows it. */
  readonly model: string;
  execute(request: ChatRequest, signal: AbortSignal): AsyncIterable<Part>;
}
