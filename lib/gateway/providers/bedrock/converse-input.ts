import type { ConverseCommandInput, Message } from '@aws-sdk/client-bedrock-runtime';
import type { ChatMessage, ChatRequest } from '../../chat/chat-request';

/** A request in Converse's terms; ConverseStream takes the same. */
export function converseInput(modelId: string, request: ChatRequest): ConverseCommandInput {
  const system = request.messages.filter(({ role, text }) => role === 'system' && text.trim() !== '');
  return {
    modelId,
    messages: turnsOf(request.messages),
    ...(system.length > 0 && { system: system.map(({ text }) => ({ text })) }),
    inferenceConfig: {
      maxTokens: request.maxTokens,
      ...sampling(modelId, request),
      ...(request.stop.length > 0 && { stopSequences: [...request.stop] }),
    },
  };
}

/**
 * Converse wants turns of user and assistant by turns, the user first, none of them blank: so neighbours of one role
 * become one turn, and a history cut to begin with an answer gets its missing question back as a note.
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
function turnsOf(messages: readonly ChatMessage[]): Message[] {
  const turns: { role: 'user' | 'assistant'; content: { text: string }[] }[] = [];
  for (const { role, text } of messages) {
    if (role === 'system' || text.trim() === '') continue;
    const last = turns.at(-1);
    if (last?.role === role) last.content.push({ text });
    else turns.push({ role, content: [{ text }] });
  }
  if (turns[0]?.role === 'assistant')
    turns.unshift({ role: 'user', content: [{ text: '(earlier messages left out)' }] });
  return turns;
}

/**
 * OpenAI's temperature goes to 2, Converse's to 1. Anthropic's newer models refuse a temperature beside a top_p, and
 * the temperature is what people set.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html
 */
function sampling(modelId: string, { temperature, topP }: ChatRequest) {
  const bounded = temperature === undefined ? undefined : Math.min(temperature, 1);
  const alone = bounded !== undefined && modelId.includes('anthropic.');
  return { temperature: bounded, ...(!alone && { topP }) };
}
