import type { ChatRequest } from '../../chat/chat-request';
import { isObject } from '../../chat/mistake';
import { isWithin } from '../../chat/nesting';
import { argumentsOf, type Block, instructionsOf, turnsOf } from '../turns';
import type { Dialect } from './dialect';
import { geminiReader } from './gemini-reader';

/**
 * Gemini's own API: `generateContent`, and its stream as server-sent events.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
 */
export const gemini: Dialect = {
  publisher: 'google',
  method: (stream) => (stream ? 'streamGenerateContent?alt=sse' : 'generateContent'),
  body: (request, model) => ({
    contents: turnsOf(request.messages).map(({ role, blocks }) => ({
      role: role === 'user' ? 'user' : 'model',
      parts: blocks.map((block) => partOf(block, model)),
    })),
    ...systemInstruction(request),
    ...toolsOf(request),
    generationConfig: {
      maxOutputTokens: request.maxTokens,
      temperature: request.temperature,
      topP: request.topP,
      ...(request.stop.length > 0 && { stopSequences: request.stop }),
      ...formatOf(request),
    },
  }),
  reader: geminiReader,
};

/**
 * From its third generation on Gemini refuses a call without the signature that it gave with it. Calls that another
 * rung's model made have none: Google names this word for them.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/thought-signatures
 */
const NO_SIGNATURE = 'skip_thought_signature_validator';

function partOf(block: Block, model: string): object {
  switch (block.kind) {
    case 'text':
      return { text: block.text };
    case 'image':
      return { inlineData: { mimeType: `image/${block.image.format}`, data: block.image.data } };
    case 'call': {
      const { name, thoughtSignature = /^gemini-[12][.-]/.test(model) ? undefined : NO_SIGNATURE } = block.call;
      return { functionCall: { name, args: argumentsOf(block.call) }, thoughtSignature };
    }
    case 'result':
      return { functionResponse: { name: block.name, response: responseOf(block.text) } };
  }
}

/** What a tool gave, as the object that it must be. */
function responseOf(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (!isWithin(value)) return { output: text };
    return isObject(value) ? value : { output: value };
  } catch {
    return { output: text };
  }
}

function systemInstruction({ messages }: ChatRequest) {
  const instructions = instructionsOf(messages);
  return instructions.length > 0 ? { systemInstruction: { parts: instructions.map((text) => ({ text })) } } : {};
}

/**
 * How many are called at once Gemini decides.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/function-calling
 */
function toolsOf({ tools, toolChoice = 'auto' }: ChatRequest): object {
  if (tools === undefined) return {};
  const functionDeclarations = tools.map(({ name, description, parameters }) => {
    return { name, description, parametersJsonSchema: parameters };
  });
  const functionCallingConfig =
    typeof toolChoice === 'object'
      ? { mode: 'ANY', allowedFunctionNames: [toolChoice.name] }
      : { mode: { auto: 'AUTO', none: 'NONE', required: 'ANY' }[toolChoice] };
  return { tools: [{ functionDeclarations }], toolConfig: { functionCallingConfig } };
}

function formatOf({ responseFormat: format }: ChatRequest): object {
  if (format === undefined) return {};
  return {
    responseMimeType: 'application/json',
    ...(format.kind === 'json-schema' && { responseJsonSchema: format.schema }),
  };
}
