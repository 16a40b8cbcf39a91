import type { ChatMessage, ChatRequest, Content, ResponseFormat, Tool, ToolChoice } from '../../chat/chat-request';
import { toolCall } from '../../chat/tool-calls';

/** A request in OpenAI's own terms, for the model that the rung names. */
export function openAiBody(model: string, request: ChatRequest): string {
  const { tools, toolChoice, parallelToolCalls, responseFormat } = request;
  return JSON.stringify({
    model,
    messages: request.messages.map(messageOf),
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    tools: tools?.map((tool: Tool) => ({ type: 'function', function: tool })),
    tool_choice: tools && toolChoice && choiceOf(toolChoice),
    parallel_tool_calls: tools && parallelToolCalls,
    response_format: responseFormat && formatOf(responseFormat),
    stop: request.stop.length > 0 ? request.stop : undefined,
    stream: request.stream || undefined,
    stream_options: request.stream ? { include_usage: true } : undefined,
  });
}

function messageOf(message: ChatMessage): object {
  const { role, text } = message;
  switch (role) {
    case 'system':
      return { role, content: text };
    case 'user':
      return { role, content: message.content === undefined ? text : message.content.map(partOf) };
    case 'assistant':
      if (message.calls === undefined) return { role, content: text };
      return { role, content: text === '' ? null : text, tool_calls: message.calls.map(toolCall) };
    case 'tool':
      return { role, content: text, tool_call_id: message.callId };
  }
}

function partOf(content: Content): object {
  if (content.kind === 'text') return { type: 'text', text: content.text };
  const { format, data, detail } = content.image;
  return { type: 'image_url', image_url: { url: `data:image/${format};base64,${data}`, detail } };
}

function choiceOf(choice: ToolChoice): string | object {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };
}

function formatOf(format: ResponseFormat): object {
  if (format.kind === 'json') return { type: 'json_object' };
  const { kind: _kind, ...schema } = format;
  return { type: 'json_schema', json_schema: schema };
}
