import type { TraceContext } from '../observe/trace-context';

export interface ChatMessage {
  /** `developer`, OpenAI's newer name for it, is read as `system`. */
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** What a caller asks, in terms that every provider can be told. */
export interface ChatRequest {
  /** The name of the route, from the field `model`. */
  readonly route: string;
  readonly messages: readonly ChatMessage[];
  readonly stream: boolean;
  /** Asks for a last chunk with the usage; only where `stream` is true. */
  readonly includeUsage: boolean;
  readonly maxTokens?: number;
  /** From 0 to 2, as OpenAI counts it. */
  readonly temperature?: number;
  readonly topP?: number;
  /** At most four. */
  readonly stop: readonly string[];
  /** What the caller tells of the request; only the deterministic tier reads it. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The trace that the request belongs to, as headers for whoever is called. */
  readonly trace?: TraceContext;
}
