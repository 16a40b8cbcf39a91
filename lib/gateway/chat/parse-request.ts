import type { ErrorCode } from '../errors';
import type { ChatMessage, ChatRequest } from './chat-request';

/** One mistake in a request. */
export interface Mistake {
  readonly code: Extract<ErrorCode, 'invalid-body' | 'invalid-request' | 'unsupported'>;
  /** The place in the body: `messages[2].role`. */
  readonly param: string;
  readonly message: string;
}

export type Parsed =
  | { readonly kind: 'request'; readonly request: ChatRequest }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

type Body = Readonly<Record<string, unknown>>;

/** Reads a body in OpenAI's shape: all its mistakes at once, or a request. */
export function parseRequest(text: string): Parsed {
  const body = parseJson(text);
  if (!isObject(body)) {
    return mistakes([{ code: 'invalid-body', param: '', message: 'the body is no JSON object' }]);
  }
  const found = [...routeMistakes(body), ...messagesMistakes(body), ...parameterMistakes(body), ...unsupported(body)];
  return found.length > 0 ? mistakes(found) : { kind: 'request', request: read(body) };
}

/** Called only once no mistake was found. */
function read(body: Body): ChatRequest {
  const maxTokens = (body.max_completion_tokens ?? body.max_tokens ?? undefined) as number | undefined;
  const options = body.stream_options as { include_usage?: boolean } | null | undefined;
  return {
    route: body.model as string,
    messages: (body.messages as Body[]).map(readMessage),
    stream: body.stream === true,
    includeUsage: options?.include_usage === true,
    maxTokens,
    temperature: (body.temperature ?? undefined) as number | undefined,
    topP: (body.top_p ?? undefined) as number | undefined,
    stop: typeof body.stop === 'string' ? [body.stop] : ((body.stop ?? []) as string[]),
  };
}

function readMessage(message: Body): ChatMessage {
  const { role, content } = message;
  return {
    role: role === 'developer' ? 'system' : (role as ChatMessage['role']),
    text: typeof content === 'string' ? content : (content as { text: string }[]).map((part) => part.text).join('\n'),
  };
}

function routeMistakes({ model }: Body): Mistake[] {
  return typeof model === 'string' && model !== '' ? [] : [invalid('model', 'must name a route')];
}

function messagesMistakes({ messages }: Body): Mistake[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    return [invalid('messages', 'must be a list with at least one message')];
  }
  const found = messages.flatMap((message, index) => messageMistakes(message, `messages[${index}]`));
  if (found.length === 0 && !messages.some((message) => message.role === 'user')) {
    found.push(invalid('messages', 'must hold a message of the user'));
  }
  return found;
}

const ROLES = ['system', 'developer', 'user', 'assistant'];
const TOOL_ROLES = ['tool', 'function'];

function messageMistakes(message: unknown, param: string): Mistake[] {
  if (!isObject(message)) return [invalid(param, 'must be an object with role and content')];
  const { role, content } = message;
  if (TOOL_ROLES.includes(role as string)) return [refused(`${param}.role`, 'messages of tools')];
  const found: Mistake[] = [];
  if (!ROLES.includes(role as string)) found.push(invalid(`${param}.role`, `must be one of ${ROLES.join(', ')}`));
  if (isUsed(message.tool_calls)) found.push(refused(`${param}.tool_calls`, 'calls of tools'));
  if (Array.isArray(content) && content.length > 0) {
    found.push(...content.flatMap((part, index) => partMistakes(part, `${param}.content[${index}]`)));
  } else if (typeof content !== 'string') {
    found.push(invalid(`${param}.content`, 'must be a text or a list of text parts'));
  }
  return found;
}

function partMistakes(part: unknown, param: string): Mistake[] {
  if (!isObject(part)) return [invalid(param, 'must be an object with type and text')];
  if (part.type !== 'text') return [refused(`${param}.type`, 'parts other than text')];
  return typeof part.text === 'string' ? [] : [invalid(`${param}.text`, 'must be a text')];
}

const between = (low: number, high: number) => (value: unknown) =>
  typeof value === 'number' && value >= low && value <= high;
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 1;
const isText = (value: unknown) => typeof value === 'string' && value !== '';

/** Optional parameters and what they must be; null means that they were left out. */
const PARAMETERS: readonly { readonly name: string; readonly must: string; fits(value: unknown): boolean }[] = [
  { name: 'stream', must: 'must be true or false', fits: (value) => typeof value === 'boolean' },
  { name: 'stream_options', must: 'must be an object', fits: isObject },
  { name: 'max_tokens', must: 'must be a whole number of at least 1', fits: isCount },
  { name: 'max_completion_tokens', must: 'must be a whole number of at least 1', fits: isCount },
  { name: 'temperature', must: 'must be a number from 0 to 2', fits: between(0, 2) },
  { name: 'top_p', must: 'must be a number from 0 to 1', fits: between(0, 1) },
  {
    name: 'stop',
    must: 'must be a text, or a list of one to four texts',
    fits: (value) =>
      isText(value) || (Array.isArray(value) && value.length >= 1 && value.length <= 4 && value.every(isText)),
  },
];

function parameterMistakes(body: Body): Mistake[] {
  return PARAMETERS.filter(({ name, fits }) => isGiven(body[name]) && !fits(body[name])).map(({ name, must }) =>
    invalid(name, must),
  );
}

/**
 * Parameters that would change what the answer is. Others that OpenAI knows (`seed`, `user`, `presence_penalty`) are
 * hints, and ignored.
 */
const UNSUPPORTED: readonly { readonly name: string; readonly what: string; asks(value: unknown): boolean }[] = [
  { name: 'tools', what: 'tools', asks: isUsed },
  { name: 'functions', what: 'functions', asks: isUsed },
  { name: 'n', what: 'more than one choice', asks: (value) => value !== 1 },
  { name: 'logprobs', what: 'log probabilities', asks: (value) => value !== false },
  {
    name: 'response_format',
    what: 'answers other than text',
    asks: (value) => !isObject(value) || value.type !== 'text',
  },
  {
    name: 'modalities',
    what: 'answers other than text',
    asks: (value) => !Array.isArray(value) || value.some((each) => each !== 'text'),
  },
  { name: 'audio', what: 'audio', asks: () => true },
];

function unsupported(body: Body): Mistake[] {
  return UNSUPPORTED.filter(({ name, asks }) => isGiven(body[name]) && asks(body[name])).map(({ name, what }) =>
    refused(name, what),
  );
}

function invalid(param: string, message: string): Mistake {
  return { code: 'invalid-request', param, message };
}

function refused(param: string, what: string): Mistake {
  return { code: 'unsupported', param, message: `${what} are not supported` };
}

function mistakes(found: readonly Mistake[]): Parsed {
  return { kind: 'mistakes', mistakes: found };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isUsed(value: unknown): boolean {
  return isGiven(value) && !(Array.isArray(value) && value.length === 0);
}
