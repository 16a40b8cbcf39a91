import type { ChatRequest, ToolChoice } from '../../chat/chat-request';
import { JSON_INSTRUCTION } from '../instructed-json';
import { argumentsOf, type Block, instructionsOf, NO_PARAMETERS, turnsOf } from '../turns';
import { claudeReader } from './claude-reader';
import type { Dialect } from './dialect';

/** What the Messages API wants to be told in every request; the longest answer that every Claude can give. */
const DEFAULT_MAX_TOKENS = 4096;

/**
 * Anthropic's Messages API, passed through by Vertex AI: the model stands in the path, the API's version in the body.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude
 */
export const claude: Dialect = {
  publisher: 'anthropic',
  method: (stream) => (stream ? 'streamRawPredict' : 'rawPredict'),
  body: (request) => {
    const { responseFormat: format } = request;
    const system = [...instructionsOf(request.messages), ...(format?.kind === 'json' ? [JSON_INSTRUCTION] : [])];
    return {
      anthropic_version: 'vertex-2023-10-16',
      ...(system.length > 0 && { system: system.map((text) => ({ type: 'text', text })) }),
      messages: turnsOf(request.messages).map(({ role, blocks }) => ({ role, content: blocks.map(blockOf) })),
      max_tokens: request.maxTokens ?? DEFAULT_MAX_TOKENS,
      ...sampling(request.temperature, request.topP),
      ...(request.stop.length > 0 && { stop_sequences: request.stop }),
      ...toolsOf(request),
      ...(format?.kind === 'json-schema' && {
        output_config: { format: { type: 'json_schema', schema: format.schema } },
      }),
      stream: request.stream,
    };
  },
  reader: claudeReader,
};

function blockOf(block: Block): object {
  switch (block.kind) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'image': {
      const { format, data } = block.image;
      return { type: 'image', source: { type: 'base64', media_type: `image/${format}`, data } };
    }
    case 'call':
      return { type: 'tool_use', id: block.call.id, name: block.call.name, input: argumentsOf(block.call) };
    case 'result':
      return { type: 'tool_result', tool_use_id: block.callId, content: block.text };
  }
}

/**
 * The tools of a history must be told again.
 * @see https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/implement-tool-use
 */
function toolsOf({ tools, toolChoice = 'auto', parallelToolCalls }: ChatRequest): object {
  if (tools === undefined) return {};
  const alone = parallelToolCalls === false && toolChoice !== 'none' && { disable_parallel_tool_use: true };
  return {
    tools: tools.map(({ name, description, parameters = NO_PARAMETERS, strict }) => {
      return { name, description, input_schema: parameters, strict };
    }),
    tool_choice: { ...choiceOf(toolChoice), ...alone },
  };
}

function choiceOf(choice: ToolChoice): object {
  if (typeof choice === 'object') return { type: 'tool', name: choice.name };
  return { type: choice === 'required' ? 'any' : choice };
}

/**
 * OpenAI's temperature goes to 2, Claude's to 1. The newer models refuse a temperature beside a top_p, and the
 * temperature is what people set.
 */
function sampling(temperature: number | undefined, topP: number | undefined) {
  return temperature === undefined ? { top_p: topP } : { temperature: Math.min(temperature, 1) };
}
