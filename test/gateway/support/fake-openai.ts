import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** A tool that a fake model calls; the arguments of a streamed call come in two pieces. */
export interface FakeCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export function halves(text: string): readonly string[] {
  return [text.slice(0, 3), text.slice(3)];
}

export type OpenAiMood =
  | {
      readonly kind: 'answer';
      readonly texts: readonly string[];
      readonly finishReason?: string;
      readonly calls?: readonly FakeCall[];
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A body as it stands, with status 200. */
  | { readonly kind: 'raw'; readonly body: string }
  /** Texts, then the connection is cut. */
  | { readonly kind: 'cut'; readonly texts: readonly string[] }
  /** Texts, then nothing until the gate opens. */
  | { readonly kind: 'wait'; readonly texts: readonly string[]; readonly gate: Promise<void> };

/** Speaks OpenAI's chat completions, as vLLM and its like do. */
export class FakeOpenAi {
  public mood: OpenAiMood = { kind: 'answer', texts: ['hello'] };
  public readonly calls: { readonly path: string; readonly key: string | undefined; readonly body: unknown }[] = [];
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
    const body = JSON.parse(await textOf(request)) as { stream?: boolean };
    this.headers = request.headers;
    this.calls.push({ path: request.url ?? '', key: request.headers.authorization, body });
    const { mood } = this;
    if (mood.kind === 'status') {
      response.writeHead(mood.status, { 'content-type': 'application/json', ...mood.headers });
      response.end(mood.body ?? '{"error":{"message":"refused"}}');
    } else if (mood.kind === 'raw') {
      response.writeHead(200).end(mood.body);
    } else if (body.stream === true) {
      await this.stream(mood, response);
    } else {
      if (mood.kind === 'wait') await mood.gate;
      if (mood.kind === 'cut') return void response.destroy();
      const calls = callsOf(mood);
      const content = mood.texts.length === 0 && calls.length > 0 ? null : mood.texts.join('');
      const message = {
        role: 'assistant',
        content,
        ...(calls.length > 0 && { tool_calls: calls.map(({ index, ...call }) => call) }),
      };
      const finish = finishOf(mood);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: finish }], usage: USAGE }));
    }
  }

  private async stream(mood: Exclude<OpenAiMood, { kind: 'status' | 'raw' }>, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (data: object) => response.write(`data: ${JSON.stringify(data)}\n\n`);
    response.write(': a comment\n\n');
    send({ choices: [{ index: 0, delta: { role: 'assistant' }, finish_reason: null }] });
    for (const content of mood.texts) send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
    if (mood.kind === 'cut') {
      // Lets what was written go out first.
      setImmediate(() => response.destroy());
      return;
    }
    if (mood.kind === 'wait') await mood.gate;
    const delta = (calls: readonly object[]) =>
      send({ choices: [{ index: 0, delta: { tool_calls: calls }, finish_reason: null }] });
    for (const call of callsOf(mood)) {
      const { arguments: args } = call.function;
      delta([{ ...call, function: { name: call.function.name, arguments: '' } }]);
      for (const piece of halves(args)) delta([{ index: call.index, function: { arguments: piece } }]);
    }
    const finish = finishOf(mood);
    send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
    send({ choices: [], usage: USAGE });
    response.end('data: [DONE]\n\n');
  }
}

const USAGE = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };

function callsOf(mood: OpenAiMood) {
  const calls = mood.kind === 'answer' ? (mood.calls ?? []) : [];
  return calls.map(({ name, arguments: args }, index) => ({
    index,
    id: `call_${index}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }));
}

function finishOf(mood: OpenAiMood): string {
  if (mood.kind !== 'answer') return 'stop';
  return mood.finishReason ?? (mood.calls === undefined ? 'stop' : 'tool_calls');
}
