import type {
  ContentBlock,
  ConverseCommandInput,
  Tool,
  ToolChoice,
  ToolConfiguration,
} from '@aws-sdk/client-bedrock-runtime';
import type { ChatRequest, ToolChoice as Choice } from '../../chat/chat-request';
import { JSON_INSTRUCTION } from '../instructed-json';
import { argumentsOf, type Block, instructionsOf, NO_PARAMETERS, turnsOf } from '../turns';

/** Any JSON, as the SDK's own types have it. */
type Document = NonNullable<NonNullable<Tool.ToolSpecMember['toolSpec']['inputSchema']>['json']>;

/**
 * A request in Converse's terms; ConverseStream takes the same.
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export function converseInput(modelId: string, request: ChatRequest): ConverseCommandInput {
  const { responseFormat: format } = request;
  const system = [...instructionsOf(request.messages), ...(format?.kind === 'json' ? [JSON_INSTRUCTION] : [])];
  const toolConfig = toolConfigOf(request);
  return {
    modelId,
    messages: turnsOf(request.messages).map(({ role, blocks }) => ({ role, content: blocks.map(blockOf) })),
    ...(system.length > 0 && { system: system.map((text) => ({ text })) }),
    inferenceConfig: {
      maxTokens: request.maxTokens,
      ...sampling(modelId, request),
      ...(request.stop.length > 0 && { stopSequences: [...request.stop] }),
    },
    ...(toolConfig && { toolConfig }),
    ...(format?.kind === 'json-schema' && {
      outputConfig: {
        textFormat: {
          type: 'json_schema',
          structure: {
            jsonSchema: {
              name: format.name,
              schema: JSON.stringify(format.schema),
              description: format.description,
            },
          },
        },
      },
    }),
  };
}

function blockOf(block: Block): ContentBlock {
  switch (block.kind) {
    case 'text':
      return { text: block.text };
    case 'image':
      return { image: { format: block.image.format, source: { bytes: Buffer.from(block.image.data, 'base64') } } };
    case 'call':
      return {
        toolUse: { toolUseId: block.call.id, name: block.call.name, input: argumentsOf(block.call) as Document },
      };
    case 'result':
      return { toolResult: { toolUseId: block.callId, content: [{ text: block.text }] } };
  }
}

/**
 * Converse has no `none`, and wants the tools named in whose calls the history consists: so they are, and a call that
 * nobody may make is no answer. How many are called at once it leaves to the model.
 */
function toolConfigOf({ tools = [], toolChoice = 'auto', messages }: ChatRequest): ToolConfiguration | undefined {
  const told = messages.flatMap((message) => (message.role === 'assistant' ? (message.calls ?? []) : []));
  if (toolChoice === 'none' && told.length === 0) return undefined;
  const known = new Set(tools.map(({ name }) => name));
  const past = [...new Set(told.map(({ name }) => name))].filter((name) => !known.has(name));
  const specs = [
    ...tools.map(({ name, description, parameters = NO_PARAMETERS, strict }): Tool => {
      return { toolSpec: { name, description, inputSchema: { json: parameters as Document }, strict } };
    }),
    ...past.map((name): Tool => ({ toolSpec: { name, inputSchema: { json: NO_PARAMETERS } } })),
  ];
  if (specs.length === 0) return undefined;
  return { tools: specs, ...(tools.length > 0 && { toolChoice: choiceOf(toolChoice) }) };
}

function choiceOf(choice: Choice): ToolChoice | undefined {
  if (typeof choice === 'object') return { tool: { name: choice.name } };
  return choice === 'required' ? { any: {} } : { auto: {} };
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
