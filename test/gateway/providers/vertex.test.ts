import { vertexProvider } from '../../../lib/gateway/providers/vertex/vertex';
import { vertexLocation, vertexUrl } from '../../../lib/gateway/providers/vertex/vertex-endpoint';
import { FakeVertex, type VertexMood } from '../support/fake-vertex';
import { type Listening, listen } from '../support/listen';
import { chatRequest, collect } from '../support/scripted-provider';

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
    ['no JSON in a stream', 'data: {\n\n', true, 'garbled'],
    ['another shape', '{"type":"message","candidates":[{"content":{"parts":7}}]}', false, 'garbled'],
    ['an answer without an end', '{}', false, 'truncated'],
    ['a stream without an end', 'data: {}\n\n', true, 'truncated'],
    ['a page instead of a stream', '<html>', true, 'truncated'],
  ])('%s is a fault', async (_case, body, stream, failure) => {
    expect(await ask({ kind: 'raw', body }, stream, provider(model))).toEqual([{ kind: 'fault', failure }]);
  });

  test('without an access token nobody is asked', async () => {
    const asked = provider(model, () => Promise.reject(new Error('dark')));
    expect(await ask({ kind: 'answer', texts: [] }, false, asked)).toEqual([{ kind: 'fault', failure: 'denied' }]);
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
