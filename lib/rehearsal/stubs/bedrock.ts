import type { ServerResponse } from 'node:http';
import { type Asked, type Behaviour, stubText } from './behaviour';
import { eventStreamMessage } from './event-stream';
import { words } from './words';

interface ConverseRequest {
  readonly messages?: readonly { readonly role: string; readonly content: readonly { readonly text?: string }[] }[];
}

/**
 * Bedrock's Converse and ConverseStream, as far as the gateway calls them.
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export function answerConverse(
  call: Omit<Asked, 'prompt'> & { readonly streaming: boolean; readonly body: string },
  behaviour: Behaviour,
  response: ServerResponse,
): void {
  if (behaviour === 'throttle') {
    response.writeHead(429, { 'content-type': 'application/json', 'x-amzn-errortype': 'ThrottlingException' });
    response.end(JSON.stringify({ message: 'Too many requests, please wait before trying again. (stub)' }));
    return;
  }
  const prompt = lastUserText(JSON.parse(call.body) as ConverseRequest);
  const text = stubText({ ...call, prompt }, behaviour);
  const usage = usageOf(prompt, text);
  if (!call.streaming) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        output: { message: { role: 'assistant', content: [{ text }] } },
        stopReason: 'end_turn',
        usage,
        metrics: { latencyMs: 1 },
      }),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
  const event = (type: string, payload: unknown) =>
    response.write(
      eventStreamMessage(
        { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' },
        payload,
      ),
    );
  event('messageStart', { role: 'assistant' });
  for (const word of words(text)) event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: word } });
  event('contentBlockStop', { contentBlockIndex: 0 });
  event('messageStop', { stopReason: 'end_turn' });
  event('metadata', { usage, metrics: { latencyMs: 1 } });
  response.end();
}

function lastUserText(request: ConverseRequest): string {
  const said = request.messages?.filter((message) => message.role === 'user').at(-1);
  return said?.content.map((block) => block.text ?? '').join('') ?? '';
}

function usageOf(prompt: string, text: string) {
  const inputTokens = words(prompt).length;
  const outputTokens = words(text).length;
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}
