import type { Ability } from '../../contract/ladder';
import type { ChatRequest } from './chat-request';

/** What a request needs of whoever answers it, beyond text. */
export interface Needs {
  readonly abilities: readonly Ability[];
  /** Must a tool be called? Where they are only offered, an answer in words is one too. */
  readonly toolCall: boolean;
}

const TEXT_ALONE: Needs = { abilities: [], toolCall: false };

export function needsOf(request: ChatRequest): Needs {
  const { messages, toolChoice, responseFormat } = request;
  const told = messages.some((message) => message.role === 'tool' || (message.role === 'assistant' && message.calls));
  const tools = told || mayCallTools(request);
  const json = responseFormat !== undefined;
  const images = messages.some((message) => message.role === 'user' && message.content !== undefined);
  if (!tools && !json && !images) return TEXT_ALONE;
  const needed = { tools, json, images };
  return {
    abilities: (Object.keys(needed) as Ability[]).filter((ability) => needed[ability]),
    toolCall: toolChoice === 'required' || typeof toolChoice === 'object',
  };
}

export function mayCallTools({ tools = [], toolChoice }: ChatRequest): boolean {
  return tools.length > 0 && toolChoice !== 'none';
}
