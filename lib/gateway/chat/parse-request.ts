import type { ChatRequest } from './chat-request';
import { jsonMistake } from './json-mistake';
import { messagesMistakes, readMessages } from './messages';
import { type Body, isGiven, isObject, type Mistake, missing, wrongType, wrongValue } from './mistake';
import { DEEPEST, isWithin } from './nesting';
import { parameterMistakes, unsupported } from './parameters';
import { formatMistakes, readFormat } from './response-format';
import { readTools, toolMistakes } from './tools';

export type Parsed =
  | { readonly kind: 'request'; readonly request: ChatRequest }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

/** In characters: to say where a longer text stops being JSON would keep others waiting. */
const LONGEST_LOOKED_AT = 1024 * 1024;

/** What is looked at, in the order in which its mistakes are told. */
const LOOKS = [routeMistakes, messagesMistakes, parameterMistakes, toolMistakes, formatMistakes, unsupported];

/** Reads a body in OpenAI's shape: all its mistakes at once, or a request. */
export function parseRequest(text: string): Parsed {
  const body = parseJson(text);
  if (body === undefined) return mistakes([notJson(text)]);
  if (!isObject(body)) return mistakes([notAnObject(body)]);
  return parseBody(body);
}

/** The same of what has been read as JSON. */
export function parseBody(body: Body): Parsed {
  if (!isWithin(body)) return mistakes([TOO_DEEP]);
  const found = LOOKS.flatMap((look) => look(body));
  return found.length > 0 ? mistakes(found) : { kind: 'request', request: read(body) };
}

const TOO_DEEP: Mistake = {
  code: 'invalid_value',
  param: null,
  message: `the body must be nested no more than ${DEEPEST} levels deep`,
};

export function notAnObject(body: unknown): Mistake {
  return { code: 'invalid-body', param: null, message: `the body must be a JSON object, and is ${kindOf(body)}` };
}

export function notJson(text: string): Mistake {
  if (text.trim() === '') return { code: 'invalid-json', param: null, message: 'the body is empty' };
  const mistake = text.length > LONGEST_LOOKED_AT ? undefined : jsonMistake(text);
  const where =
    mistake && `${mistake.end ? 'it ends too early, at' : 'see'} line ${mistake.line}, column ${mistake.column}`;
  return {
    code: 'invalid-json',
    param: null,
    message: `the body is no JSON${where === undefined ? '' : `: ${where}`}`,
  };
}

/** Called only once no mistake was found. */
function read(body: Body): ChatRequest {
  const maxTokens = (body.max_completion_tokens ?? body.max_tokens ?? undefined) as number | undefined;
  const options = body.stream_options as { include_usage?: boolean } | null | undefined;
  const responseFormat = readFormat(body);
  return {
    route: body.model as string,
    messages: readMessages(body.messages as Body[]),
    stream: body.stream === true,
    includeUsage: options?.include_usage === true,
    maxTokens,
    temperature: (body.temperature ?? undefined) as number | undefined,
    topP: (body.top_p ?? undefined) as number | undefined,
    ...readTools(body),
    ...(responseFormat !== undefined && { responseFormat }),
    ...(isGiven(body.metadata) && { metadata: body.metadata as Record<string, string> }),
    stop: typeof body.stop === 'string' ? [body.stop] : ((body.stop ?? []) as string[]),
  };
}

function routeMistakes({ model }: Body): Mistake[] {
  if (!isGiven(model)) return [missing('model', 'the name of a route')];
  if (typeof model !== 'string') return [wrongType('model', 'the name of a route')];
  return model === '' ? [wrongValue('model', 'the name of a route')] : [];
}

function mistakes(found: readonly Mistake[]): Parsed {
  return { kind: 'mistakes', mistakes: found };
}

export function parseJson(text: string): unknown {
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
