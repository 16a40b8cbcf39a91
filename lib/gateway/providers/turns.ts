import type { ChatMessage } from '../chat/chat-request';

/** What one side says until the other takes over. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly texts: readonly [string, ...string[]];
}

/**
 * A conversation for a model that wants user and assistant by turns, the user first, none of them blank: so neighbours
 * of one role become one turn, and a history cut to begin with an answer gets its missing question back as a note.
 * Instructions (`system`) are no turns.
 */
export function turnsOf(messages: readonly ChatMessage[]): readonly Turn[] {
  const turns: { role: Turn['role']; texts: [string, ...string[]] }[] = [];
  for (const { role, text } of messages) {
    if (role === 'system' || text.trim() === '') continue;
    const last = turns.at(-1);
    if (last?.role === role) last.texts.push(text);
    else turns.push({ role, texts: [text] });
  }
  if (turns[0]?.role === 'assistant') turns.unshift({ role: 'user', texts: ['(earlier messages left out)'] });
  return turns;
}

/** What a conversation's instructions say, in their order; blank ones say nothing. */
export function instructionsOf(messages: readonly ChatMessage[]): readonly string[] {
  return messages.filter(({ role, text }) => role === 'system' && text.trim() !== '').map(({ text }) => text);
}
