import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { type FakeCall, halves } from './fake-openai';

export type VertexMood =
  /** `finish` is the publisher's own word. */
  | {
      readonly kind: 'answer';
      readonly texts: readonly string[];
      readonly finish?: string;
      readonly calls?: readonly FakeCall[];
    }
  /** An answer with this status and body, whole or streamed. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly body: object | string;
      readonly headers?: Record<string, string>;
    }
  /** Texts, then an error inside the stream. */
  | { readonly kind: 'break'; readonly texts: readonly string[]; readonly error: object }
  /** A body as it stands, with status 200. */
  | { readonly kind: 'raw'; readonly body: string }
  /** Texts, then the connection is cut. */
  | { readonly kind: 'cut'; readonly texts: readonly string[] }
  /** Texts, then nothing until the gate opens. */
  | { readonly kind: 'wait'; readonly texts: readonly string[]; readonly gate: Promise<void> };

type Said = Exclude<VertexMood, { kind: 'error' | 'raw' }>;

export interface VertexCall {
  readonly path: string;
  readonly token: string | undefined;
  readonly body: Record<string, unknown>;
}

/** Speaks Gemini's and Claude's protocols, as Vertex AI does, each under its publisher's path. */
export class FakeVertex {
  public mood: VertexMood = { kind: 'answer', texts: ['hello'] };
  public readonly calls: VertexCall[] = [];
  /** How many calls were left by the gateway before they were answered. */
  public left = 0;

  public readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    response.once('close', () => {
      if (!response.writableFinished) this.left += 1;
    });
    this.serve(request, response).catch(() => response.destroy());
  };

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    this.calls.push({ path, token: request.headers.authorization, body: JSON.parse(await textOf(request)) });
    const { mood } = this;
    const speech = path.includes('/publishers/anthropic/') ? claudeSpeech : geminiSpeech;
    if (mood.kind === 'error') {
      response.writeHead(mood.status, { 'content-type': 'application/json', ...mood.headers });
      response.end(typeof mood.body === 'string' ? mood.body : JSON.stringify(mood.body));
    } else if (mood.kind === 'raw') {
      response.end(mood.body);
    } else if (/:stream/.test(path)) {
      await stream(mood, speech, response);
    } else {
      if (mood.kind === 'wait') await mood.gate;
      if (mood.kind === 'cut') return void response.destroy();
      if (mood.kind === 'break') return void response.end(JSON.stringify(mood.error));
      response.end(JSON.stringify(speech.whole(mood.texts.join(''), callsOf(mood), finishOf(mood))));
    }
  }
}

async function stream(mood: Said, speech: Speech, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  for (const event of speech.before) response.write(event);
  for (const text of mood.texts) response.write(speech.text(text));
  if (mood.kind === 'cut') {
    // Lets what was written go out first.
    setImmediate(() => response.destroy());
    return;
  }
  if (mood.kind === 'break') return void response.end(speech.event(mood.error));
  if (mood.kind === 'wait') await mood.gate;
  for (const event of callsOf(mood).flatMap(speech.call)) response.write(event);
  for (const event of speech.after(callsOf(mood).length > 0, finishOf(mood))) response.write(event);
  response.end();
}

function finishOf(mood: Said): string | undefined {
  return mood.kind === 'answer' ? mood.finish : undefined;
}

function callsOf(mood: Said): readonly FakeCall[] {
  return mood.kind === 'answer' ? (mood.calls ?? []) : [];
}

interface Speech {
  event(data: object): string;
  whole(text: string, calls: readonly FakeCall[], finish?: string): object;
  /** A call, in the pieces of a stream. */
  call(call: FakeCall, index: number): readonly string[];
  readonly before: readonly string[];
  text(text: string): string;
  after(called: boolean, finish?: string): readonly string[];
}

const googleEvent = (data: object) => `data: ${JSON.stringify(data)}\r\n\r\n`;
const usageMetadata = { promptTokenCount: 11, candidatesTokenCount: 5, thoughtsTokenCount: 2, totalTokenCount: 18 };
const functionCall = ({ name, arguments: args }: FakeCall) => ({
  functionCall: { name, args },
  thoughtSignature: 'c2ln',
});
const candidate = (text: string, calls: readonly FakeCall[] = [], finishReason?: string) => ({
  content: { role: 'model', parts: [{ text: 'let me think', thought: true }, { text }, ...calls.map(functionCall)] },
  ...(finishReason !== undefined && { finishReason }),
});

const geminiSpeech: Speech = {
  event: googleEvent,
  whole: (text, calls, finish = 'STOP') => ({
    candidates: [candidate(text, calls, finish)],
    usageMetadata,
    modelVersion: 'gemini-x',
  }),
  before: [],
  text: (text) => googleEvent({ candidates: [candidate(text)] }),
  // It streams no pieces of a call.
  call: (call) => [googleEvent({ candidates: [{ content: { role: 'model', parts: [functionCall(call)] } }] })],
  after: (_called, finish = 'STOP') => [googleEvent({ candidates: [{ finishReason: finish }], usageMetadata })],
};

const anthropicEvent = (data: object) => `event: ${(data as { type: string }).type}\ndata: ${JSON.stringify(data)}\n\n`;

const claudeSpeech: Speech = {
  event: anthropicEvent,
  whole: (text, calls, finish = calls.length === 0 ? 'end_turn' : 'tool_use') => ({
    type: 'message',
    role: 'assistant',
    content: [
      { type: 'text', text },
      ...calls.map(({ name, arguments: input }, index) => ({ type: 'tool_use', id: `toolu_${index}`, name, input })),
    ],
    stop_reason: finish,
    usage: { input_tokens: 11, output_tokens: 7 },
  }),
  before: [
    {
      type: 'message_start',
      message: { role: 'assistant', content: [], usage: { input_tokens: 11, output_tokens: 1 } },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
  ].map(anthropicEvent),
  text: (text) => anthropicEvent({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  call: ({ name, arguments: input }, place) => {
    const index = place + 1;
    const piece = (partial_json: string) => ({
      type: 'content_block_delta',
      index,
      delta: { type: 'input_json_delta', partial_json },
    });
    return [
      {
        type: 'content_block_start',
        index,
        content_block: { type: 'tool_use', id: `toolu_${place}`, name, input: {} },
      },
      ...halves(JSON.stringify(input)).map(piece),
      { type: 'content_block_stop', index },
    ].map(anthropicEvent);
  },
  after: (called, finish = called ? 'tool_use' : 'end_turn') =>
    [
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: finish }, usage: { output_tokens: 7 } },
      { type: 'message_stop' },
    ].map(anthropicEvent),
};
