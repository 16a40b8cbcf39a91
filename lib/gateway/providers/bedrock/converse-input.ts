import type { ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';
import type { ChatRequest } from '../../chat/chat-request';
import { instructionsOf, turnsOf } from '../turns';

/**
 * A request in Converse's terms; ConverseStream takes the same.
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export function converseInput(modelId: string, request: ChatRequest): ConverseCommandInput {
  const system = instructionsOf(request.messages);
  return {
    modelId,
    messages: turnsOf(request.messages).map(({ role, texts }) => ({ role, content: blocksOf(texts) })),
    ...(system.length > 0 && { system: blocksOf(system) }),
    inferenceConfig: {
      maxTokens: request.maxTokens,
      ...sampling(modelId, request),
      ...(request.stop.length > 0 && { stopSequences: [...request.stop] }),
    },
  };
}

const blocksOf = (texts: readonly string[]) => texts.map((text) => ({ text }));

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
