import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { type FakeCall, halves } from './fake-openai';

/** What the fake does with a request. */
export type BedrockMood =
  | {
      readonly kind: 'answer';
      readonly texts: readonly string[];
      readonly stopReason?: string;
      readonly calls?: readonly FakeCall[];
    }
  /** An exception by its type; its status is what Bedrock documents, or what it really sent. */
  | {
      readonly kind: 'error';
      readonly type: string;
      readonly status: number;
      readonly message?: string;
      readonly retryAfter?: string;
    }
  /** Texts, then an exception inside the stream. */
  | { readonly kind: 'break'; readonly texts: readonly string[]; readonly type: string }
  /** Texts, then the connection is cut. */
  | { readonly kind: 'cut'; readonly texts: readonly string[] }
  /** Texts, then nothing until the gate opens. */
  | { readonly kind: 'wait'; readonly texts: readonly string[]; readonly gate: Promise<void> };

export interface SeenCall {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

const utf8 = {
  encode: (text: string) => Buffer.from(text),
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};
const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : utf8.decode(bytes)),
  (text) => utf8.encode(text),
);

/** Speaks Converse and ConverseStream. */
export class FakeBedrock {
  public mood: BedrockMood = { kind: 'answer', texts: ['hello'] };
  public readonly calls: SeenCall[] = [];
  /** The last call's headers. */
  public headers: IncomingMessage['headers'] = {};
  /** How many calls were left by the gateway before they were answered. */
  public left = 0;

  public readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    response.once('close', () => {
      if (!response.writableFinished) this.left += 1;
    });
    this.serve(request, response).catch(() => response.destroy());
  };

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(request.url ?? '');
    this.headers = request.headers;
    this.calls.push({ path, body: JSON.parse(await textOf(request)) });
    const { mood } = this;
    if (mood.kind === 'error') {
      response.writeHead(mood.status, {
        'content-type': 'application/json',
        'x-amzn-errortype': mood.type,
        ...(mood.retryAfter !== undefined && { 'retry-after': mood.retryAfter }),
      });
      response.end(JSON.stringify({ message: mood.message ?? 'refused' }));
    } else if (path.endsWith('/converse-stream')) {
      await this.stream(mood, response);
    } else {
      if (mood.kind === 'wait') await mood.gate;
      if (mood.kind === 'cut') return void response.destroy();
      const stopReason = stopReasonOf(mood);
      const calls = callsOf(mood).map(({ name, arguments: input }, index) => {
        return { toolUse: { toolUseId: `tooluse_${index}`, name, input } };
      });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          output: { message: { role: 'assistant', content: [...mood.texts.map((text) => ({ text })), ...calls] } },
          stopReason,
          usage: { inputTokens: 11, outputTokens: 7, totalTokens: 18 },
          metrics: { latencyMs: 1 },
        }),
      );
    }
  }

  private async stream(mood: Exclude<BedrockMood, { kind: 'error' }>, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    const send = (type: string, body: object) => response.write(frame('event', type, body));
    send('messageStart', { role: 'assistant' });
    for (const text of mood.texts) send('contentBlockDelta', { contentBlockIndex: 0, delta: { text } });
    if (mood.kind === 'cut') {
      // Lets what was written go out first.
      setImmediate(() => response.destroy());
      return;
    }
    if (mood.kind === 'break') {
      response.end(frame('exception', mood.type, { message: 'broken' }));
      return;
    }
    if (mood.kind === 'wait') await mood.gate;
    send('contentBlockStop', { contentBlockIndex: 0 });
    for (const [index, { name, arguments: input }] of callsOf(mood).entries()) {
      const contentBlockIndex = index + 1;
      send('contentBlockStart', { contentBlockIndex, start: { toolUse: { toolUseId: `tooluse_${index}`, name } } });
      for (const piece of halves(JSON.stringify(input))) {
        send('contentBlockDelta', { contentBlockIndex, delta: { toolUse: { input: piece } } });
      }
      send('contentBlockStop', { contentBlockIndex });
    }
    send('messageStop', { stopReason: stopReasonOf(mood) });
    send('metadata', { usage: { inputTokens: 11, outputTokens: 7, totalTokens: 18 }, metrics: { latencyMs: 1 } });
    response.end();
  }
}

function frame(kind: 'event' | 'exception', type: string, body: object): Uint8Array {
  const name = kind === 'event' ? ':event-type' : ':exception-type';
  const header = (value: string) => ({ type: 'string' as const, value });
  return codec.encode({
    headers: { ':message-type': header(kind), [name]: header(type), ':content-type': header('application/json') },
    body: Buffer.from(JSON.stringify(body)),
  });
}

function callsOf(mood: BedrockMood): readonly FakeCall[] {
  return mood.kind === 'answer' ? (mood.calls ?? []) : [];
}

function stopReasonOf(mood: BedrockMood): string {
  if (mood.kind !== 'answer') return 'end_turn';
  return mood.stopReason ?? (mood.calls === undefined ? 'end_turn' : 'tool_use');
}
