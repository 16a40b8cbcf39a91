import type { TraceContext } from '../observe/trace-context';

/** What somebody says; `text` is all of its texts, on lines of their own. */
export type ChatMessage =
  /** `developer`, OpenAI's newer name for it, is read as `system`. */
  | { readonly role: 'system'; readonly text: string }
  /** `content` is given where images stand among the texts: all of it, in its order. */
  | { readonly role: 'user'; readonly text: string; readonly content?: readonly Content[] }
  | { readonly role: 'assistant'; readonly text: string; readonly calls?: readonly ToolCall[] }
  /** What came of a call; `name` is the tool's. */
  | { readonly role: 'tool'; readonly text: string; readonly callId: string; readonly name: string };

export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly image: Image };

export interface Image {
  readonly format: ImageFormat;
  /** In base 64. */
  readonly data: string;
  /** How closely to look, in OpenAI's words; a hint that only OpenAI's own protocol has. */
  readonly detail?: string;
}

/** What all providers take. */
export const IMAGE_FORMATS = ['png', 'jpeg', 'gif', 'webp'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** What a model wants to be done. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, as the model wrote it: it may be wrong. */
  readonly arguments: string;
  /** What Gemini wants to be given back with the call. */
  readonly thoughtSignature?: string;
}

export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** A JSON Schema of an object. */
  readonly parameters?: JsonObject;
  /** Shall the model be held to the schema? */
  readonly strict?: boolean;
}

/** `required`: some tool. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** What an answer's text must be: any JSON object, or one by a schema. */
export type ResponseFormat =
  | { readonly kind: 'json' }
  | {
      readonly kind: 'json-schema';
      readonly name: string;
      readonly schema: JsonObject;
      readonly description?: string;
      readonly strict?: boolean;
    };

export type JsonObject = Readonly<Record<string, unknown>>;

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
  /** None where it is left out. */
  readonly tools?: readonly Tool[];
  /** `auto` where it is left out. */
  readonly toolChoice?: ToolChoice;
  /** May several tools be called at once? Left to the model where it is left out. */
  readonly parallelToolCalls?: boolean;
  /** Any text where it is left out. */
  readonly responseFormat?: ResponseFormat;
  /** What the caller tells of the request; only the deterministic tier reads it. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The trace that the request belongs to, as headers for whoever is called. */
  readonly trace?: TraceContext;
}
