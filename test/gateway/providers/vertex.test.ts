import { GoogleRefusal } from '../../../lib/gateway/platform/google/google-api';
import { vertexProvider } from '../../../lib/gateway/providers/vertex/vertex';
import { vertexLocation, vertexUrl } from '../../../lib/gateway/providers/vertex/vertex-endpoint';
import { FakeVertex, type VertexMood } from '../support/fake-vertex';
import { gate, type Listening, listen } from '../support/listen';
import { chatRequest, collect } from '../support/scripted-provider';
import { until } from '../support/until';

const server = new FakeVertex();
let upstream: Listening;
beforeAll(async () => {
  upstream = await listen(server.listener);
});
afterAll(() => upstream.close());
beforeEach(() => {
  server.calls.length = 0;
});

const GEMINI = 'gemini-2.5-pro';
const CLAUDE = 'claude-sonnet-4-5@20250929';
const never = new AbortController().signal;

const provider = (model: string, accessToken = async () => 'token', url = upstream.url) =>
  vertexProvider(
    { kind: 'vertex', model, location: 'eu' },
    { region: 'europe-west4', project: 'acme-ai', accessToken, url },
  );
const ask = (mood: VertexMood, stream: boolean, asked = provider(GEMINI)) => {
  server.mood = mood;
  return collect(asked.execute(chatRequest({ stream }), never));
};

test.each([
  ['cell', 'europe-west4', 'https://europe-west4-aiplatform.googleapis.com'],
  ['eu', 'eu', 'https://aiplatform.eu.rep.googleapis.com'],
  ['us', 'us', 'https://aiplatform.us.rep.googleapis.com'],
  ['global', 'global', 'https://aiplatform.googleapis.com'],
] as const)('the location %s of a cell in europe-west4 is %s at %s', (location, name, url) => {
  expect(vertexLocation(location, 'europe-west4')).toBe(name);
  expect(vertexUrl(name)).toBe(url);
});

describe.each([
  ['Gemini', GEMINI],
  ['Claude', CLAUDE],
])('%s', (_name, model) => {
  test.each([
    [false, ['good day']],
    [true, ['good ', 'day']],
  ])('answers, streamed: %s', async (stream, texts) => {
    expect(await ask({ kind: 'answer', texts: ['good ', 'day'] }, stream, provider(model))).toEqual([
      ...texts.map((text) => ({ kind: 'text', text })),
      { kind: 'end', finishReason: 'stop', usage: { promptTokens: 11, completionTokens: 7 } },
    ]);
  });

  test('a cut connection is no end', async () => {
    const cut = (texts: string[], stream: boolean) => ask({ kind: 'cut', texts }, stream, provider(model));
    expect((await cut(['x'], true)).at(-1)).toEqual({ kind: 'fault', failure: 'unreachable' });
    expect(await cut([], false)).toEqual([{ kind: 'fault', failure: 'unreachable' }]);
  });

  test.each([
    ['no JSON', '<html>', false, 'garbled'],
    ['an error that is null', '{"error":null}', false, 'truncated'],
    ['no JSON in a stream', 'data: {\n\n', true, 'garbled'],
    ['another shape', '{"type":"message","candidates":[{"content":{"parts":7}}]}', false, 'garbled'],
    ['an answer without an end', '{}', false, 'truncated'],
    ['a stream without an end', 'data: {}\n\n', true, 'truncated'],
    ['a page instead of a stream', '<html>', true, 'truncated'],
  ])('%s is a fault', async (_case, body, stream, failure) => {
    expect(await ask({ kind: 'raw', body }, stream, provider(model))).toEqual([{ kind: 'fault', failure }]);
  });

  test.each([
    ['no account', new GoogleRefusal(404, ''), 'denied'],
    ['a dark metadata server', new GoogleRefusal(503, ''), 'unavailable'],
    ['a silent one', new Error('time'), 'unavailable'],
  ])('without an access token nobody is asked: %s', async (_case, error, failure) => {
    const asked = provider(model, () => Promise.reject(error));
    expect(await ask({ kind: 'answer', texts: [] }, false, asked)).toEqual([{ kind: 'fault', failure }]);
    expect(server.calls).toHaveLength(0);
  });

  test('a refused connection is unreachable', async () => {
    const closed = await listen(() => undefined);
    await closed.close();
    const asked = provider(model, undefined, closed.url);
    expect(await ask({ kind: 'answer', texts: [] }, false, asked)).toEqual([{ kind: 'fault', failure: 'unreachable' }]);
  });
});

const conversation = chatRequest({
  messages: [
    { role: 'system', text: 'be brief' },
    { role: 'assistant', text: 'how can I help?' },
    { role: 'user', text: 'a' },
    { role: 'user', text: 'b' },
    { role: 'user', text: ' ' },
  ],
  maxTokens: 5,
  temperature: 1.5,
  topP: 0.5,
  stop: ['x'],
});

test('Gemini is asked in its own terms', async () => {
  for (const stream of [false, true]) await collect(provider(GEMINI).execute({ ...conversation, stream }, never));
  const body = {
    systemInstruction: { parts: [{ text: 'be brief' }] },
    contents: [
      { role: 'user', parts: [{ text: '(earlier messages left out)' }] },
      { role: 'model', parts: [{ text: 'how can I help?' }] },
      { role: 'user', parts: [{ text: 'a' }, { text: 'b' }] },
    ],
    generationConfig: { maxOutputTokens: 5, temperature: 1.5, topP: 0.5, stopSequences: ['x'] },
  };
  const path = '/v1/projects/acme-ai/locations/eu/publishers/google/models/gemini-2.5-pro:';
  expect(server.calls).toEqual([
    { path: `${path}generateContent`, token: 'Bearer token', body },
    { path: `${path}streamGenerateContent?alt=sse`, token: 'Bearer token', body },
  ]);
});

test('Claude is asked in its own terms', async () => {
  for (const stream of [false, true]) await collect(provider(CLAUDE).execute({ ...conversation, stream }, never));
  const text = (said: string) => ({ type: 'text', text: said });
  const body = {
    anthropic_version: 'vertex-2023-10-16',
    system: [text('be brief')],
    messages: [
      { role: 'user', content: [text('(earlier messages left out)')] },
      { role: 'assistant', content: [text('how can I help?')] },
      { role: 'user', content: [text('a'), text('b')] },
    ],
    max_tokens: 5,
    temperature: 1,
    stop_sequences: ['x'],
  };
  const path = '/v1/projects/acme-ai/locations/eu/publishers/anthropic/models/claude-sonnet-4-5@20250929:';
  expect(server.calls).toEqual([
    { path: `${path}rawPredict`, token: 'Bearer token', body: { ...body, stream: false } },
    { path: `${path}streamRawPredict`, token: 'Bearer token', body: { ...body, stream: true } },
  ]);
});

test('Claude is always told how long its answer may be', async () => {
  await collect(provider(CLAUDE).execute(chatRequest({ topP: 0.5 }), never));
  expect(server.calls[0].body).toMatchObject({ max_tokens: 4096, top_p: 0.5 });
});

const google = (status: string, code: number, message = 'refused', details: object[] = []) => ({
  error: { code, status, message, details },
});
const anthropic = (type: string, message = 'refused') => ({ type: 'error', error: { type, message } });

describe('an error', () => {
  test.each([
    ['Gemini', GEMINI, 429, google('RESOURCE_EXHAUSTED', 429), 'throttled'],
    ['Gemini', GEMINI, 503, google('UNAVAILABLE', 503), 'unavailable'],
    ['Gemini', GEMINI, 500, google('INTERNAL', 500), 'unavailable'],
    ['Gemini', GEMINI, 504, google('DEADLINE_EXCEEDED', 504), 'timeout'],
    ['Gemini', GEMINI, 499, google('CANCELLED', 499), 'timeout'],
    ['Gemini', GEMINI, 401, google('UNAUTHENTICATED', 401), 'denied'],
    ['Gemini', GEMINI, 403, google('PERMISSION_DENIED', 403), 'denied'],
    ['Gemini', GEMINI, 400, google('FAILED_PRECONDITION', 400), 'denied'],
    ['Gemini', GEMINI, 404, google('NOT_FOUND', 404), 'missing'],
    ['Gemini, whose word counts and not its status', GEMINI, 400, google('UNAVAILABLE', 400), 'unavailable'],
    ['Gemini, in a list of one', GEMINI, 500, [google('RESOURCE_EXHAUSTED', 429)], 'throttled'],
    [
      'Gemini, of a quota of tokens',
      GEMINI,
      429,
      google('RESOURCE_EXHAUSTED', 429, 'input token count exceeds quota'),
      'throttled',
    ],
    ['Gemini, with a code alone', GEMINI, 400, { error: { code: 429 } }, 'throttled'],
    ['Gemini, with a page', GEMINI, 502, '<html>', 'unavailable'],
    ['Claude', CLAUDE, 429, anthropic('rate_limit_error'), 'throttled'],
    ['Claude', CLAUDE, 529, anthropic('overloaded_error'), 'unavailable'],
    ['Claude', CLAUDE, 500, anthropic('api_error'), 'unavailable'],
    ['Claude', CLAUDE, 403, anthropic('permission_error'), 'denied'],
    ['Claude', CLAUDE, 404, anthropic('not_found_error'), 'missing'],
    ['Claude, behind Google’s front door', CLAUDE, 429, google('RESOURCE_EXHAUSTED', 429), 'throttled'],
  ])('of %s (%#)', async (_case, model, status, body, failure) => {
    for (const stream of [false, true]) {
      expect(await ask({ kind: 'error', status, body }, stream, provider(model))).toEqual([{ kind: 'fault', failure }]);
    }
  });

  test.each([
    [GEMINI, google('INVALID_ARGUMENT', 400, 'Unknown name "x"'), 'rejected', 'Unknown name "x"'],
    [CLAUDE, anthropic('invalid_request_error', 'max_tokens: too large'), 'rejected', 'max_tokens: too large'],
    [
      GEMINI,
      google('INVALID_ARGUMENT', 400, 'The input token count (9) exceeds the maximum number of tokens allowed (8).'),
      'context-length',
      /exceeds/,
    ],
    [
      CLAUDE,
      anthropic('invalid_request_error', 'prompt is too long: 9 tokens > 8 maximum'),
      'context-length',
      /too long/,
    ],
  ])('that is the caller’s has its words (%#)', async (model, body, failure, message) => {
    expect(await ask({ kind: 'error', status: 400, body }, false, provider(model))).toEqual([
      { kind: 'fault', failure, message: message instanceof RegExp ? expect.stringMatching(message) : message },
    ]);
  });

  test.each([
    [GEMINI, google('UNAVAILABLE', 503), 'unavailable'],
    [GEMINI, google('RESOURCE_EXHAUSTED', 429), 'throttled'],
    [CLAUDE, anthropic('overloaded_error'), 'unavailable'],
    [CLAUDE, anthropic('rate_limit_error'), 'throttled'],
    [CLAUDE, anthropic('of_tomorrow'), 'unavailable'],
  ])('inside a stream ends it (%#)', async (model, error, failure) => {
    expect(await ask({ kind: 'break', texts: ['half'], error }, true, provider(model))).toEqual([
      { kind: 'text', text: 'half' },
      { kind: 'fault', failure },
    ]);
    expect(await ask({ kind: 'break', texts: [], error }, false, provider(model))).toEqual([
      { kind: 'fault', failure },
    ]);
  });

  test('of load says for how long, where its header does', async () => {
    const error = {
      kind: 'error',
      status: 429,
      body: anthropic('rate_limit_error'),
      headers: { 'retry-after': '7' },
    } as const;
    const fault = { kind: 'fault', failure: 'throttled', retryAfterMilliseconds: 7000 };
    expect(await ask(error, false, provider(CLAUDE))).toEqual([fault]);
  });

  test('passes on no more of its words than anybody reads', async () => {
    const body = google('INVALID_ARGUMENT', 400, 'x'.repeat(10_000));
    const [fault] = await ask({ kind: 'error', status: 400, body }, false);
    expect(fault).toMatchObject({ message: 'x'.repeat(500) });
  });

  test('that is too long to be read is told by its status', async () => {
    const body = 'x'.repeat(1024 * 1024);
    expect(await ask({ kind: 'error', status: 403, body }, false)).toEqual([{ kind: 'fault', failure: 'denied' }]);
  });

  test('of load says for how long, where Google does', async () => {
    const info = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1.5s' };
    const body = google('RESOURCE_EXHAUSTED', 429, 'refused', [{ '@type': 'other' }, info]);
    expect(await ask({ kind: 'error', status: 429, body }, false)).toEqual([
      { kind: 'fault', failure: 'throttled', retryAfterMilliseconds: 1500 },
    ]);
  });
});

describe('the end', () => {
  test.each([
    [GEMINI, 'MAX_TOKENS', 'length'],
    [GEMINI, 'SAFETY', 'content_filter'],
    [GEMINI, 'RECITATION', 'content_filter'],
    [GEMINI, 'BLOCKLIST', 'content_filter'],
    [GEMINI, 'PROHIBITED_CONTENT', 'content_filter'],
    [GEMINI, 'SPII', 'content_filter'],
    [GEMINI, 'MODEL_ARMOR', 'content_filter'],
    [CLAUDE, 'stop_sequence', 'stop'],
    [CLAUDE, 'max_tokens', 'length'],
    [CLAUDE, 'model_context_window_exceeded', 'length'],
    [CLAUDE, 'refusal', 'content_filter'],
  ])('of %s by %s', async (model, finish, known) => {
    for (const stream of [false, true]) {
      const parts = await ask({ kind: 'answer', texts: ['x'], finish }, stream, provider(model));
      expect(parts.at(-1)).toMatchObject({ kind: 'end', finishReason: known });
    }
  });

  test.each([
    [GEMINI, 'OTHER'],
    [GEMINI, 'MALFORMED_FUNCTION_CALL'],
    [CLAUDE, 'pause_turn'],
    [CLAUDE, 'pause_turn'],
  ])('of %s by %s is none', async (model, finish) => {
    for (const stream of [false, true]) {
      const parts = await ask({ kind: 'answer', texts: ['x'], finish }, stream, provider(model));
      expect(parts.at(-1)).toEqual({ kind: 'fault', failure: 'garbled' });
    }
  });

  test('of a prompt that Gemini’s filters block is theirs', async () => {
    const blocked = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 4 } };
    const end = [{ kind: 'end', finishReason: 'content_filter', usage: { promptTokens: 4, completionTokens: 0 } }];
    expect(await ask({ kind: 'raw', body: JSON.stringify(blocked) }, false)).toEqual(end);
    expect(await ask({ kind: 'raw', body: `data: ${JSON.stringify(blocked)}\n\n` }, true)).toEqual(end);
  });
});

test('who leaves takes the model along', async () => {
  const leaving = new AbortController();
  server.mood = { kind: 'wait', texts: [], gate: new Promise(() => undefined) };
  server.left = 0;
  const request = chatRequest({ stream: true });
  const answer = collect(provider(GEMINI).execute(request, leaving.signal, () => leaving.abort()));
  expect(await answer).toEqual([{ kind: 'fault', failure: 'timeout' }]);
  await until(() => server.left === 1);
});

test('headers are told before the answer comes', async () => {
  const ending = gate();
  server.mood = { kind: 'wait', texts: [], gate: ending.opened };
  const answer = collect(provider(CLAUDE).execute(chatRequest({ stream: true }), never, () => ending.open()));
  expect((await answer).at(-1)).toMatchObject({ kind: 'end' });
});
