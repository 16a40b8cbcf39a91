import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import type { Fault } from '../../../lib/gateway/ladder/provider';
import { retryAfterMilliseconds } from '../../../lib/gateway/providers/http/retry-after';
import { EventReader, eventData } from '../../../lib/gateway/providers/http/server-sent-events';
import { openAiCompatibleProvider } from '../../../lib/gateway/providers/openai/openai-compatible';
import { FakeOpenAi, type OpenAiMood } from '../support/fake-openai';
import { type Listening, listen } from '../support/listen';
import { chatRequest, collect } from '../support/scripted-provider';

const server = new FakeOpenAi();
let upstream: Listening;
beforeAll(async () => {
  upstream = await listen(server.listener);
});
afterAll(() => upstream.close());
beforeEach(() => {
  server.calls.length = 0;
});

const provider = (url = `${upstream.url}/v1`, apiKey: () => Promise<string | undefined> = async () => undefined) =>
  openAiCompatibleProvider({ url, model: 'qwen', apiKey });
const ask = (mood: OpenAiMood, stream: boolean, asked = provider()) => {
  server.mood = mood;
  return collect(asked.execute(chatRequest({ stream }), new AbortController().signal));
};

test.each([false, true])('answers, streamed: %s', async (stream) => {
  const parts = await ask({ kind: 'answer', texts: ['good ', 'day'] }, stream);
  expect(parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')).toBe('good day');
  const usage = { promptTokens: 5, completionTokens: 3 };
  expect(parts.filter(({ kind }) => kind !== 'text')).toEqual([{ kind: 'end', finishReason: 'stop', usage }]);
});

test('events that arrive together are read together, and one that arrives in halves with the latter', () => {
  const reader = new EventReader();
  const pieces = ['data: 1\n\ndata: 2\n\nda', 'ta: 3\n', '\n: a comment\n\ndata: 4\n\n'];
  expect(pieces.map((piece) => reader.read(Buffer.from(piece)))).toEqual([['1', '2'], [], ['3', '4']]);
});

test('a stream whose body ends after its last word keeps its connection until then, for the next one', async () => {
  const answered: { readonly response: ServerResponse; readonly closed: Promise<boolean> }[] = [];
  const late = await listen((_request, response) => {
    answered.push({ response, closed: once(response, 'close').then(() => response.writableEnded) });
    response.write('data: {"choices":[{"delta":{"content":"hello"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  });
  const parts = await collect(
    provider(`${late.url}/v1`).execute(chatRequest({ stream: true }), new AbortController().signal),
  );
  expect(parts.map(({ kind }) => kind)).toEqual(['text', 'end']);
  // Time for a connection that was left to be heard of.
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  const [{ response, closed }] = answered;
  response.end();
  expect(await closed).toBe(true);
  await late.close();
});

test('passes on the trace that the request belongs to', async () => {
  const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'a=b' };
  await collect(provider().execute(chatRequest({ trace }), new AbortController().signal));
  expect(server.headers).toMatchObject(trace);
});

test('asks the base URL with the key, and in the model’s own name', async () => {
  const asked = provider(`${upstream.url}/some/v1/`, async () => 'k');
  const request = chatRequest({ maxTokens: 5, temperature: 1.5, topP: 0.5, stop: ['x'] });
  await collect(asked.execute(request, new AbortController().signal));
  expect(server.calls).toEqual([
    {
      path: '/some/v1/chat/completions',
      key: 'Bearer k',
      body: {
        model: 'qwen',
        messages: [{ role: 'user', content: 'hello' }],
        max_tokens: 5,
        temperature: 1.5,
        top_p: 0.5,
        stop: ['x'],
      },
    },
  ]);
});

test.each([
  [429, 'throttled'],
  [401, 'denied'],
  [403, 'denied'],
  [408, 'timeout'],
  [400, 'rejected'],
  [402, 'denied'],
  [404, 'missing'],
  [410, 'missing'],
  [302, 'missing'],
  [422, 'rejected'],
  [500, 'unavailable'],
  [503, 'unavailable'],
])('status %i is %s, whole and streamed', async (status, failure) => {
  for (const stream of [false, true]) {
    expect(await ask({ kind: 'status', status }, stream)).toMatchObject([{ kind: 'fault', failure }]);
  }
});

const error = (fields: object) => JSON.stringify({ error: { message: 'words', ...fields } });

/** What the servers of this protocol say, by their own words and not by their status alone. */
test.each<[said: string, status: number, body: string, fault: Omit<Fault, 'kind'>]>([
  [
    'OpenAI: too long',
    400,
    error({ code: 'context_length_exceeded' }),
    { failure: 'context-length', message: 'words' },
  ],
  [
    'llama.cpp: too long',
    400,
    error({ type: 'exceed_context_size_error', code: 400 }),
    { failure: 'context-length', message: 'words' },
  ],
  [
    'vLLM: too long',
    400,
    '{"object":"error","message":"This model\'s maximum context length is 8192 tokens.","type":"BadRequestError","code":400}',
    { failure: 'context-length', message: "This model's maximum context length is 8192 tokens." },
  ],
  ['Azure: a filter', 400, error({ code: 'content_filter' }), { failure: 'content-filter', message: 'words' }],
  [
    'Azure: a filter, further in',
    400,
    error({ code: null, innererror: { code: 'ResponsibleAIPolicyViolation' } }),
    { failure: 'content-filter', message: 'words' },
  ],
  ['OpenAI: nobody has paid', 429, error({ code: 'insufficient_quota' }), { failure: 'denied' }],
  ['vLLM: no such model', 400, error({ type: 'NotFoundError' }), { failure: 'missing' }],
  ['a wrong parameter', 400, error({ code: null }), { failure: 'rejected', message: 'words' }],
  ['a text for an error', 400, '{"error":"words"}', { failure: 'rejected', message: 'words' }],
  ['no JSON', 400, '<html>', { failure: 'rejected' }],
  ['null', 503, 'null', { failure: 'unavailable' }],
  ['an endless error', 429, 'x'.repeat(100_000), { failure: 'throttled' }],
])('%s', async (_said, status, body, fault) => {
  expect(await ask({ kind: 'status', status, body }, false)).toEqual([{ kind: 'fault', ...fault }]);
});

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('a refusal for load with %j', async (headers, retryAfterMilliseconds) => {
  const parts = await ask({ kind: 'status', status: 429, headers }, false);
  expect(parts).toEqual([{ kind: 'fault', failure: 'throttled', retryAfterMilliseconds }]);
});

test('a date says how long from now', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(retryAfterMilliseconds({ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, now)).toBe(30_000);
  expect(retryAfterMilliseconds({ 'retry-after': 'Thu, 01 Jan 2020 00:00:30 GMT' }, now)).toBe(0);
});

test('says when the headers are there, before the first text', async () => {
  server.mood = { kind: 'answer', texts: ['x'] };
  const opened = jest.fn();
  const parts = provider().execute(chatRequest({ stream: true }), new AbortController().signal, opened);
  await parts[Symbol.asyncIterator]().next();
  expect(opened).toHaveBeenCalledTimes(1);
});

test.each([
  ['no JSON', '<html>', false, 'garbled'],
  ['no choice', '{"choices":[]}', false, 'garbled'],
  ['an error with status 200', '{"error":{"message":"x"}}', false, 'unavailable'],
  ['choices that are no list', '{"choices":{"message":{"content":"x"}}}', false, 'garbled'],
  ['content that is no text', '{"choices":[{"message":{"content":[1]}}]}', false, 'garbled'],
  ['content that is no text, in a stream', 'data: {"choices":[{"delta":{"content":7}}]}\n\n', true, 'garbled'],
  ['a function’s call', '{"choices":[{"message":{"content":null},"finish_reason":"function_call"}]}', false, 'garbled'],
  ['calls that are no list', '{"choices":[{"message":{"tool_calls":{}}}]}', false, 'garbled'],
  ['a call that is none', '{"choices":[{"message":{"tool_calls":[null]}}]}', false, 'garbled'],
  [
    'a call whose arguments are no text',
    'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":{}}}]}}]}\n\n',
    true,
    'garbled',
  ],
  ['an error in a stream', 'data: {"error":{"message":"x"}}\n\n', true, 'unavailable'],
  ['a refusal in a stream', 'data: {"error":{"code":"content_filter"}}\n\n', true, 'content-filter'],
  ['an event without an end', `data: ${'x'.repeat(1024 * 1024 + 1)}`, true, 'garbled'],
  ['an answer of ten megabytes', 'x'.repeat(10 * 1024 * 1024), false, 'garbled'],
  ['no JSON in a stream', 'data: {\n\n', true, 'garbled'],
  ['a stream without an end', 'data: {"choices":[{"delta":{}}]}\n\n', true, 'truncated'],
  ['a page instead of a stream', '<html>', true, 'truncated'],
])('%s is a fault', async (_case, body, stream, failure) => {
  expect(await ask({ kind: 'raw', body }, stream)).toEqual([{ kind: 'fault', failure }]);
});

test.each([
  ['length', 'length'],
  ['content_filter', 'content_filter'],
])('the finish reason %s', async (finishReason, known) => {
  for (const stream of [false, true]) {
    const parts = await ask({ kind: 'answer', texts: ['x'], finishReason }, stream);
    expect(parts.at(-1)).toMatchObject({ kind: 'end', finishReason: known });
  }
});

test('a server that says little is understood', async () => {
  const body = '{"choices":[{"message":{"content":"x"}}]}';
  expect(await ask({ kind: 'raw', body }, false)).toEqual([
    { kind: 'text', text: 'x' },
    { kind: 'end', finishReason: 'stop', usage: undefined },
  ]);
});

test('a call that is named again with every piece begins once, and one without an id is given one', async () => {
  const piece = (args: string) =>
    `data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"t","arguments":"${args}"}}]}}]}\n\n`;
  const body = `${piece('{')}${piece('}')}data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}\n\n`;
  expect(await ask({ kind: 'raw', body }, true)).toEqual([
    { kind: 'call', index: 0, begins: { id: expect.stringMatching(/^call_/), name: 't' }, arguments: '{' },
    { kind: 'call', index: 0, arguments: '}' },
    { kind: 'end', finishReason: 'tool_calls', usage: undefined },
  ]);
});

test.each([
  [false, '{"choices":[{"message":{"content":null,"refusal":"no"},"finish_reason":"stop"}]}'],
  [
    true,
    'data: {"choices":[{"delta":{"refusal":"no"}}]}\n\ndata: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n',
  ],
])('a refusal that the protocol names is a filter’s, streamed: %s', async (stream, body) => {
  expect(await ask({ kind: 'raw', body }, stream)).toEqual([
    { kind: 'text', text: 'no' },
    { kind: 'end', finishReason: 'content_filter', usage: undefined },
  ]);
});

test('a cut connection is no end', async () => {
  expect((await ask({ kind: 'cut', texts: ['x'] }, true)).at(-1)).toEqual({ kind: 'fault', failure: 'unreachable' });
  expect(await ask({ kind: 'cut', texts: [] }, false)).toEqual([{ kind: 'fault', failure: 'unreachable' }]);
});

test('a refused connection is unreachable', async () => {
  const closed = await listen(() => undefined);
  await closed.close();
  const parts = await ask({ kind: 'answer', texts: [] }, false, provider(closed.url));
  expect(parts).toEqual([{ kind: 'fault', failure: 'unreachable' }]);
});

test('without its key nobody is asked', async () => {
  const asked = provider(upstream.url, () => Promise.reject(new Error('dark')));
  expect(await ask({ kind: 'answer', texts: [] }, false, asked)).toEqual([{ kind: 'fault', failure: 'denied' }]);
  expect(server.calls).toHaveLength(0);
});

describe('server-sent events', () => {
  async function read(...pieces: (string | Uint8Array)[]): Promise<string[]> {
    async function* bytes() {
      for (const piece of pieces) yield Buffer.from(piece as string);
    }
    const data: string[] = [];
    for await (const each of eventData(bytes())) data.push(each);
    return data;
  }

  test.each([
    ['data: a\n\ndata: b\n\n', ['a', 'b']],
    ['data:a\r\n\r\n', ['a']],
    ['data: a\ndata: b\n\n', ['a\nb']],
    [': comment\nevent: x\nid: 1\ndata: a\n\n', ['a']],
    ['data: unfinished', []],
    ['\n\n', []],
    ['\ufeffdata: a\n\n', ['a']],
  ])('%j', async (text, data) => {
    expect(await read(text)).toEqual(data);
  });

  test('are the same however the bytes were cut', async () => {
    const whole = Buffer.from('\ufeffdata: grüß\r\n\r\n: c\n\ndata: 名\ndata: b\n\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 6 }), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const pieces = edges.slice(1).map((edge, index) => whole.subarray(edges[index], edge));
        expect(await read(...pieces)).toEqual(['grüß', '名\nb']);
      }),
    );
  });
});
