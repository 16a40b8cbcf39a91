import type { ErrorCode } from '../errors';
import type { ChatMessage, ChatRequest } from './chat-request';
import { jsonMistake } from './json-mistake';

/** One mistake in a request. */
export interface Mistake {
  readonly code: Extract<
    ErrorCode,
    | 'invalid-json'
    | 'invalid-body'
    | 'missing_required_parameter'
    | 'invalid_type'
    | 'invalid_value'
    | 'unsupported_parameter'
    | 'unsupported_value'
  >;
  /** The place in the body, `messages[2].role`; null where it is the body itself. */
  readonly param: string | null;
  /** Whole by itself: it names the parameter. */
  readonly message: string;
}

export type Parsed =
  | { readonly kind: 'request'; readonly request: ChatRequest }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

type Body = Readonly<Record<string, unknown>>;

/** Reads a body in OpenAI's shape: all its mistakes at once, or a request. */
export function parseRequest(text: string): Parsed {
  const body = parseJson(text);
  if (body === undefined) return mistakes([notJson(text)]);
  if (!isObject(body)) {
    const message = `the body must be a JSON object, and is ${kindOf(body)}`;
    return mistakes([{ code: 'invalid-body', param: null, message }]);
  }
  const found = [...routeMistakes(body), ...messagesMistakes(body), ...parameterMistakes(body), ...unsupported(body)];
  return found.length > 0 ? mistakes(found) : { kind: 'request', request: read(body) };
}

function notJson(text: string): Mistake {
  const mistake = text.trim() === '' ? undefined : jsonMistake(text);
  const where =
    mistake && `${mistake.end ? 'it ends too early, at' : 'see'} line ${mistake.line}, column ${mistake.column}`;
  const message = where === undefined ? 'the body is empty' : `the body is no JSON: ${where}`;
  return { code: 'invalid-json', param: null, message };
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
    ...(isGiven(body.metadata) && { metadata: body.metadata as Record<string, string> }),
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
  if (!isGiven(model)) return [missing('model', 'the name of a route')];
  if (typeof model !== 'string') return [wrongType('model', 'the name of a route')];
  return model === '' ? [wrongValue('model', 'the name of a route')] : [];
}

function messagesMistakes({ messages }: Body): Mistake[] {
  const what = 'a list with at least one message';
  if (!isGiven(messages)) return [missing('messages', what)];
  if (!Array.isArray(messages)) return [wrongType('messages', what)];
  if (messages.length === 0) return [wrongValue('messages', what)];
  const found = messages.flatMap((message, index) => messageMistakes(message, `messages[${index}]`));
  if (found.length === 0 && !messages.some((message) => message.role === 'user')) {
    found.push(wrongValue('messages', 'a list with at least one message whose role is `user`'));
  }
  return found;
}

const ROLES = ['system', 'developer', 'user', 'assistant'];
const TOOL_ROLES = ['tool', 'function'];

function messageMistakes(message: unknown, param: string): Mistake[] {
  if (!isObject(message)) return [wrongType(param, 'an object with role and content')];
  const { role, content } = message;
  if (TOOL_ROLES.includes(role as string)) {
    return [unsupportedValue(`${param}.role`, `one of ${ROLES.join(', ')}`, 'tools are not supported here')];
  }
  const found: Mistake[] = [];
  if (!isGiven(role)) found.push(missing(`${param}.role`, `one of ${ROLES.join(', ')}`));
  else if (!ROLES.includes(role as string)) found.push(wrongValue(`${param}.role`, `one of ${ROLES.join(', ')}`));
  if (isUsed(message.tool_calls)) found.push(unsupportedParameter(`${param}.tool_calls`));
  if (Array.isArray(content) && content.length > 0) {
    found.push(...content.flatMap((part, index) => partMistakes(part, `${param}.content[${index}]`)));
  } else if (typeof content !== 'string') {
    const what = 'a text or a list of text parts';
    found.push(isGiven(content) ? wrongType(`${param}.content`, what) : missing(`${param}.content`, what));
  }
  return found;
}

function partMistakes(part: unknown, param: string): Mistake[] {
  if (!isObject(part)) return [wrongType(param, 'an object with type and text')];
  if (!isGiven(part.type)) return [missing(`${param}.type`, '`text`')];
  if (part.type !== 'text') {
    return [unsupportedValue(`${param}.type`, '`text`', 'images, audio and files are not supported here')];
  }
  return typeof part.text === 'string' ? [] : [wrongType(`${param}.text`, 'a text')];
}

type Test = (value: unknown) => boolean;

const isNumber: Test = (value) => typeof value === 'number';
const isBoolean: Test = (value) => typeof value === 'boolean';
const any: Test = () => true;
const between =
  (low: number, high: number): Test =>
  (value) =>
    (value as number) >= low && (value as number) <= high;
const isCount: Test = (value) => Number.isInteger(value) && (value as number) >= 1;
const isText: Test = (value) => typeof value === 'string';

/** Optional parameters and what they must be; null means that they were left out. */
const PARAMETERS: readonly { readonly name: string; readonly must: string; isType: Test; fits: Test }[] = [
  { name: 'stream', must: 'true or false', isType: isBoolean, fits: any },
  { name: 'stream_options', must: 'an object', isType: isObject, fits: any },
  { name: 'max_tokens', must: 'a whole number of at least 1', isType: isNumber, fits: isCount },
  { name: 'max_completion_tokens', must: 'a whole number of at least 1', isType: isNumber, fits: isCount },
  { name: 'temperature', must: 'a number from 0 to 2', isType: isNumber, fits: between(0, 2) },
  { name: 'top_p', must: 'a number from 0 to 1', isType: isNumber, fits: between(0, 1) },
  {
    name: 'metadata',
    must: 'an object of at most 16 texts, each of at most 512 characters under a key of at most 64',
    isType: (value) => isObject(value) && Object.values(value).every(isText),
    fits: (value) => {
      const pairs = Object.entries(value as Record<string, string>);
      return pairs.length <= 16 && pairs.every(([key, text]) => key.length <= 64 && text.length <= 512);
    },
  },
  {
    name: 'stop',
    must: 'a text, or a list of one to four texts',
    isType: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
    fits: (value) => {
      const texts = [value].flat();
      return texts.length >= 1 && texts.length <= 4 && !texts.includes('');
    },
  },
];

function parameterMistakes(body: Body): Mistake[] {
  return PARAMETERS.filter(({ name }) => isGiven(body[name])).flatMap(({ name, must, isType, fits }) => {
    if (!isType(body[name])) return [wrongType(name, must)];
    return fits(body[name]) ? [] : [wrongValue(name, must)];
  });
}

/**
 * Parameters that would change what the answer is. Others that OpenAI knows (`seed`, `user`, `presence_penalty`) are
 * hints, and ignored.
 */
const UNSUPPORTED: readonly { readonly name: string; asks: Test; readonly mistake: Mistake }[] = [
  ...['tools', 'functions', 'audio'].map((name) => ({ name, asks: isUsed, mistake: unsupportedParameter(name) })),
  {
    name: 'n',
    asks: (value) => value !== 1,
    mistake: unsupportedValue('n', '1', 'more than one choice is not supported here'),
  },
  {
    name: 'logprobs',
    asks: (value) => value !== false,
    mistake: unsupportedValue('logprobs', 'false', 'log probabilities are not supported here'),
  },
  {
    name: 'response_format',
    asks: (value) => !isObject(value) || value.type !== 'text',
    mistake: unsupportedValue('response_format', 'of type `text`', 'no other format is supported here'),
  },
  {
    name: 'modalities',
    asks: (value) => !Array.isArray(value) || value.some((each) => each !== 'text'),
    mistake: unsupportedValue('modalities', '`["text"]`', 'no other modality is supported here'),
  },
];

function unsupported(body: Body): Mistake[] {
  return UNSUPPORTED.filter(({ name, asks }) => isGiven(body[name]) && asks(body[name])).map(({ mistake }) => mistake);
}

function missing(param: string, must: string): Mistake {
  return { code: 'missing_required_parameter', param, message: `\`${param}\` is missing; it must be ${must}` };
}

function wrongType(param: string, must: string): Mistake {
  return { code: 'invalid_type', param, message: `\`${param}\` must be ${must}` };
}

function wrongValue(param: string, must: string): Mistake {
  return { code: 'invalid_value', param, message: `\`${param}\` must be ${must}` };
}

function unsupportedParameter(param: string): Mistake {
  return { code: 'unsupported_parameter', param, message: `\`${param}\` is not supported here` };
}

function unsupportedValue(param: string, must: string, why: string): Mistake {
  return { code: 'unsupported_value', param, message: `\`${param}\` must be ${must}: ${why}` };
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

/** `null`, `a list`, `a number`: of JSON. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
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
