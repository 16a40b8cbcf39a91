import type { ChatMessage, Content, ToolCall } from '../chat/chat-request';
import { isObject } from '../chat/mistake';
import { isWithin } from '../chat/nesting';

/** A piece of a turn. */
export type Block =
  | Content
  | { readonly kind: 'call'; readonly call: ToolCall }
  | { readonly kind: 'result'; readonly callId: string; readonly name: string; readonly text: string };

/** What one side says until the other takes over. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly blocks: readonly Block[];
}

/**
 * A conversation for a model that wants user and assistant by turns, the user first, no text of them blank: so
 * neighbours of one role become one turn, what tools gave is the user's, and a history cut to begin with an answer gets
 * its missing question back as a note. Instructions (`system`) are no turns.
 */
export function turnsOf(messages: readonly ChatMessage[]): readonly Turn[] {
  const turns: { role: Turn['role']; blocks: Block[] }[] = [];
  for (const message of messages) {
    const blocks = blocksOf(message);
    if (message.role === 'system' || blocks.length === 0) continue;
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const last = turns.at(-1);
    if (last?.role === role) last.blocks.push(...blocks);
    else turns.push({ role, blocks });
  }
  if (turns[0]?.role === 'assistant') {
    turns.unshift({ role: 'user', blocks: [{ kind: 'text', text: '(earlier messages left out)' }] });
  }
  return turns;
}

function blocksOf(message: ChatMessage): Block[] {
  switch (message.role) {
    case 'user':
      return (message.content ?? textOf(message.text)).filter(isSaid);
    case 'assistant':
      return [
        ...textOf(message.text).filter(isSaid),
        ...(message.calls ?? []).map((call): Block => ({ kind: 'call', call })),
      ];
    case 'tool':
      return [{ kind: 'result', callId: message.callId, name: message.name, text: message.text }];
    case 'system':
      return [];
  }
}

const textOf = (text: string): readonly Content[] => [{ kind: 'text', text }];
const isSaid = (content: Content) => content.kind !== 'text' || content.text.trim() !== '';

/** What a conversation's instructions say, in their order; blank ones say nothing. */
export function instructionsOf(messages: readonly ChatMessage[]): readonly string[] {
  return messages.filter(({ role, text }) => role === 'system' && text.trim() !== '').map(({ text }) => text);
}

/** A call's arguments for a protocol that wants them parsed. A model that wrote no JSON is told its own words again. */
export function argumentsOf({ arguments: text }: ToolCall): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value) && isWithin(value)) return value;
  } catch {
    // Below.
  }
  return text.trim() === '' ? {} : { malformed: text };
}

/** Of a tool that takes nothing. */
export const NO_PARAMETERS = { type: 'object', properties: {} };
