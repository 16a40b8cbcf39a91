import type { ServerResponse } from 'node:http';
import { type Asked, type Behaviour, stubText } from './behaviour';
import { words } from './words';

/** Text stands in `parts` at Gemini and in `content` at Claude, everywhere. */
interface Turn {
  readonly role: string;
  readonly parts?: readonly { readonly text?: string }[];
  readonly content?: readonly { readonly text?: string }[];
}

interface VertexRequest {
  /** Gemini's. */
  readonly contents?: readonly Turn[];
  /** Claude's. */
  readonly messages?: readonly Turn[];
}

export interface VertexCall extends Omit<Asked, 'prompt'> {
  readonly publisher: string;
  /** `generateContent`, `streamRawPredict`, … */
  readonly method: string;
  readonly body: string;
}

/**
 * Vertex AI's models, whole and streamed, as far as the gateway calls them: Gemini's generateContent, and Claude's
 * Messages API passed through.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude
 */
export function answerVertex(call: VertexCall, behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === 'throttle') {
    response.writeHead(429, { 'content-type': 'application/json' });
    const message = 'Resource exhausted. Please try again later. (stub)';
    response.end(JSON.stringify({ error: { code: 429, message, status: 'RESOURCE_EXHAUSTED' } }));
    return;
  }
  const prompt = lastUserText(JSON.parse(call.body) as VertexRequest);
  const text = stubText({ ...call, prompt }, behaviour);
  const speech = call.publisher === 'anthropic' ? claude(prompt, text) : gemini(prompt, text);
  if (!call.method.startsWith('stream')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(speech.whole));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of speech.events) response.write(event);
  response.end();
}

interface Speech {
  readonly whole: object;
  readonly events: readonly string[];
}

function gemini(prompt: string, text: string): Speech {
  const usageMetadata = { promptTokenCount: words(prompt).length, candidatesTokenCount: words(text).length };
  const candidate = (said: string, more: object = {}) => ({
    candidates: [{ content: { role: 'model', parts: [{ text: said }] }, ...more }],
  });
  const last = { ...candidate('', { finishReason: 'STOP' }), usageMetadata };
  return {
    whole: { ...candidate(text, { finishReason: 'STOP' }), usageMetadata },
    events: [...words(text).map((word) => candidate(word)), last].map(
      (data) => `data: ${JSON.stringify(data)}\r\n\r\n`,
    ),
  };
}

function claude(prompt: string, text: string): Speech {
  const usage = { input_tokens: words(prompt).length, output_tokens: words(text).length };
  const { input_tokens } = usage;
  const events: readonly { readonly type: string }[] = [
    { type: 'message_start', ...{ message: { role: 'assistant', content: [], usage: { input_tokens } } } },
    { type: 'content_block_start', ...{ index: 0, content_block: { type: 'text', text: '' } } },
    ...words(text).map((word) => ({
      ...{ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: word } },
    })),
    { type: 'content_block_stop', ...{ index: 0 } },
    { type: 'message_delta', ...{ delta: { stop_reason: 'end_turn' }, usage: { output_tokens: usage.output_tokens } } },
    { type: 'message_stop' },
  ];
  return {
    whole: {
      ...{ type: 'message', role: 'assistant', content: [{ type: 'text', text }], stop_reason: 'end_turn' },
      usage,
    },
    events: events.map((data) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`),
  };
}

function lastUserText({ contents, messages }: VertexRequest): string {
  const said = (contents ?? messages)?.filter(({ role }) => role === 'user').at(-1);
  return (said?.parts ?? said?.content ?? []).map(({ text }) => text ?? '').join('');
}
