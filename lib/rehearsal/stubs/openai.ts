import type { ServerResponse } from 'node:http';
import { type Asked, type Behaviour, stubText } from './behaviour';
import { words } from './words';

interface ChatRequest {
  readonly model?: string;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
}

/**
 * An OpenAI-compatible server's chat completions, whole and streamed.
 * @see https://platform.openai.com/docs/api-reference/chat
 */
export function answerChat(
  call: Pick<Asked, 'cell' | 'golden'> & { readonly body: string },
  behaviour: Behaviour,
  response: ServerResponse,
): void {
  if (behaviour === 'throttle') {
    response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end(JSON.stringify({ error: { message: 'Rate limit reached (stub)', type: 'rate_limit_exceeded' } }));
    return;
  }
  const request = JSON.parse(call.body) as ChatRequest;
  const model = request.model ?? 'unnamed';
  const prompt = String(request.messages?.filter((message) => message.role === 'user').at(-1)?.content ?? '');
  const text = stubText({ ...call, model, prompt }, behaviour);
  const base = { id: 'chatcmpl-stub', created: 0, model };
  const promptTokens = words(prompt).length;
  const completionTokens = words(text).length;
  const usage = {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
  if (request.stream !== true) {
    response.writeHead(200, { 'content-type': 'application/json' });
    const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }];
    response.end(JSON.stringify({ ...base, object: 'chat.completion', choices, usage }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunk = (choices: readonly unknown[], more: object = {}) =>
    response.write(`data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices, ...more })}\n\n`);
  chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]);
  for (const content of words(text)) chunk([{ index: 0, delta: { content }, finish_reason: null }]);
  chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]);
  if (request.stream_options?.include_usage === true) chunk([], { usage });
  response.end('data: [DONE]\n\n');
}
