import type { ChatMessage, Content } from './chat-request';
import { imageMistakes, readImage } from './image';
import {
  type Body,
  isGiven,
  isObject,
  isUsed,
  type Mistake,
  missing,
  mistakesIn,
  unsupportedValue,
  wrongType,
  wrongValue,
} from './mistake';
import { callMistakes, readCalls } from './tool-calls';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'];

export function messagesMistakes({ messages }: Body): Mistake[] {
  const what = 'a list with at least one message';
  if (!isGiven(messages)) return [missing('messages', what)];
  if (!Array.isArray(messages)) return [wrongType('messages', what)];
  if (messages.length === 0) return [wrongValue('messages', what)];
  const found = mistakesIn(messages, (message, index) => messageMistakes(message, `messages[${index}]`));
  if (found.length > 0) return found;
  if (!messages.some((message) => message.role === 'user')) {
    return [wrongValue('messages', 'a list with at least one message whose role is `user`')];
  }
  return resultMistakes(messages);
}

function messageMistakes(message: unknown, param: string): Mistake[] {
  if (!isObject(message)) return [wrongType(param, 'an object with role and content')];
  const { role } = message;
  const found: Mistake[] = [];
  if (!isGiven(role)) found.push(missing(`${param}.role`, `one of ${ROLES.join(', ')}`));
  else if (role === 'function')
    found.push(unsupportedValue(`${param}.role`, '`tool`', 'functions are called tools now'));
  else if (!ROLES.includes(role as string)) found.push(wrongValue(`${param}.role`, `one of ${ROLES.join(', ')}`));
  const calls = role === 'assistant' && isUsed(message.tool_calls);
  if (calls) found.push(...callMistakes(message.tool_calls, `${param}.tool_calls`));
  if (role === 'tool' && typeof message.tool_call_id !== 'string') {
    found.push(missing(`${param}.tool_call_id`, 'the id of the call that it answers'));
  }
  // An assistant who calls tools may say nothing besides.
  return calls && !isGiven(message.content) ? found : [...found, ...contentMistakes(message, param)];
}

function contentMistakes({ role, content }: Body, param: string): Mistake[] {
  if (Array.isArray(content) && content.length > 0) {
    return mistakesIn(content, (part, index) => partMistakes(part, `${param}.content[${index}]`, role === 'user'));
  }
  if (typeof content === 'string') return [];
  const what = 'a text or a list of parts';
  return [isGiven(content) ? wrongType(`${param}.content`, what) : missing(`${param}.content`, what)];
}

function partMistakes(part: unknown, param: string, mayBeImage: boolean): Mistake[] {
  if (!isObject(part)) return [wrongType(param, 'an object with a type')];
  if (!isGiven(part.type)) return [missing(`${param}.type`, mayBeImage ? '`text` or `image_url`' : '`text`')];
  if (part.type === 'image_url' && mayBeImage) return imageMistakes(part, param);
  if (part.type !== 'text') {
    const must = mayBeImage ? '`text` or `image_url`' : '`text`';
    return [unsupportedValue(`${param}.type`, must, 'nothing else is supported here')];
  }
  return typeof part.text === 'string' ? [] : [wrongType(`${param}.text`, 'a text')];
}

/** A result belongs to a call that was made: models refuse one out of nowhere, each in words of its own. */
function resultMistakes(messages: readonly Body[]): Mistake[] {
  const called = new Set<unknown>();
  return mistakesIn(messages, ({ role, tool_calls, tool_call_id }, index) => {
    if (role === 'assistant') for (const { id } of (tool_calls ?? []) as Body[]) called.add(id);
    if (role !== 'tool' || called.has(tool_call_id)) return [];
    return [wrongValue(`messages[${index}].tool_call_id`, 'the id of a call in a message before it')];
  });
}

/** Called only once no mistake was found. */
export function readMessages(messages: readonly Body[]): ChatMessage[] {
  const names = new Map<unknown, string>();
  return messages.map((message): ChatMessage => {
    const text = textOf(message.content);
    switch (message.role) {
      case 'user': {
        const content = contentOf(message.content);
        return content === undefined ? { role: 'user', text } : { role: 'user', text, content };
      }
      case 'assistant': {
        if (!isUsed(message.tool_calls)) return { role: 'assistant', text };
        const calls = readCalls(message.tool_calls as Body[]);
        for (const { id, name } of calls) names.set(id, name);
        return { role: 'assistant', text, calls };
      }
      case 'tool': {
        const callId = message.tool_call_id as string;
        return { role: 'tool', text, callId, name: names.get(callId) as string };
      }
      default:
        return { role: 'system', text };
    }
  });
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const texts = ((content ?? []) as Body[]).filter(({ type }) => type === 'text');
  return texts.map(({ text }) => text).join('\n');
}

/** Undefined where it is text alone. */
function contentOf(content: unknown): Content[] | undefined {
  if (!Array.isArray(content) || content.every(({ type }: Body) => type === 'text')) return undefined;
  return content.map((part: Body) =>
    part.type === 'text' ? { kind: 'text', text: part.text as string } : { kind: 'image', image: readImage(part) },
  );
}
