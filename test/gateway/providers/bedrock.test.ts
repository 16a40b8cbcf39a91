import type { ChatMessage } from '../../../lib/gateway/chat/chat-request';
import { bedrockProvider } from '../../../lib/gateway/providers/bedrock/bedrock';
import { converseInput } from '../../../lib/gateway/providers/bedrock/converse-input';
import { type BedrockMood, FakeBedrock } from '../support/fake-bedrock';
import { type Listening, listen } from '../support/listen';
import { chatRequest, collect } from '../support/scripted-provider';

const bedrock = new FakeBedrock();
const environment = { ...process.env };
let upstream: Listening;

beforeAll(async () => {
  upstream = await listen(bedrock.listener);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: upstream.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(async () => {
  process.env = environment;
  await upstream.close();
});
beforeEach(() => {
  bedrock.calls.length = 0;
});

const source = { kind: 'bedrock', model: 'anthropic.claude-x', profile: 'geographic' } as const;
const ask = (mood: BedrockMood, stream: boolean) => {
  bedrock.mood = mood;
  const provider = bedrockProvider(source, 'eu-west-1');
  return collect(provider.execute(chatRequest({ stream }), new AbortController().signal));
};

test.each([
  ['eu-west-1', 'geographic', 'eu.anthropic.claude-x'],
  ['us-east-1', 'geographic', 'us.anthropic.claude-x'],
  ['eu-west-1', 'global', 'global.anthropic.claude-x'],
] as const)('in %s the %s profile is %s', (region, profile, model) => {
  expect(bedrockProvider({ ...source, profile }, region).model).toBe(model);
});

test.each([
  [false, ['hello there'], '/model/eu.anthropic.claude-x/converse'],
  [true, ['hello ', 'there'], '/model/eu.anthropic.claude-x/converse-stream'],
])('answers, streamed: %s', async (stream, texts, path) => {
  expect(await ask({ kind: 'answer', texts: ['hello ', 'there'] }, stream)).toEqual([
    ...texts.map((text) => ({ kind: 'text', text })),
    { kind: 'end', finishReason: 'stop', usage: { promptTokens: 11, completionTokens: 7 } },
  ]);
  expect(bedrock.calls.map((call) => call.path)).toEqual([path]);
});

test.each([
  ['end_turn', { kind: 'end', finishReason: 'stop' }],
  ['stop_sequence', { kind: 'end', finishReason: 'stop' }],
  ['max_tokens', { kind: 'end', finishReason: 'length' }],
  ['content_filtered', { kind: 'end', finishReason: 'content_filter' }],
  ['guardrail_intervened', { kind: 'end', finishReason: 'content_filter' }],
  ['malformed_model_output', { kind: 'fault', failure: 'garbled' }],
  ['tool_use', { kind: 'end', finishReason: 'tool_calls' }],
  ['malformed_tool_use', { kind: 'fault', failure: 'garbled' }],
])('the stop reason %s, whole and streamed', async (stopReason, last) => {
  for (const stream of [false, true]) {
    const parts = await ask({ kind: 'answer', texts: ['x'], stopReason }, stream);
    expect(parts.at(-1)).toMatchObject(last);
  }
});

test.each([
  ['ThrottlingException', 429, 'throttled'],
  ['ServiceQuotaExceededException', 400, 'throttled'],
  ['ModelNotReadyException', 429, 'throttled'],
  ['AccessDeniedException', 403, 'denied'],
  ['UnrecognizedClientException', 403, 'denied'],
  ['ValidationException', 400, 'rejected'],
  ['ResourceNotFoundException', 404, 'missing'],
  ['ModelTimeoutException', 408, 'timeout'],
  ['InternalServerException', 500, 'unavailable'],
  ['ServiceUnavailableException', 503, 'unavailable'],
  // Its status lies at times.
  ['ServiceUnavailableException', 400, 'unavailable'],
  ['ModelErrorException', 424, 'unavailable'],
  ['SomethingNew', 500, 'unavailable'],
])('%s with status %i is %s, whole and streamed, after one call', async (type, status, failure) => {
  for (const stream of [false, true]) {
    expect(await ask({ kind: 'error', type, status }, stream)).toMatchObject([{ kind: 'fault', failure }]);
  }
  expect(bedrock.calls).toHaveLength(2);
});

test.each([
  ['Input is too long for requested model.', 'context-length'],
  ['prompt is too long: 210000 tokens > 200000 maximum', 'context-length'],
  ['The model returned: input exceeds the context window', 'context-length'],
  ['Output blocked by content filtering policy', 'content-filter'],
  ['The provided model identifier is invalid.', 'missing'],
  ['Invocation of model ID x with on-demand throughput isn\u2019t supported.', 'missing'],
  ['Operation not allowed', 'denied'],
  ['temperature: range: 0..1', 'rejected'],
])('a ValidationException of “%s” is %s', async (message, failure) => {
  const [fault] = await ask({ kind: 'error', type: 'ValidationException', status: 400, message }, false);
  expect(fault).toMatchObject({ kind: 'fault', failure });
  // What is for the caller is said in the provider's words; what is the team's own is not.
  const forCaller = ['context-length', 'content-filter', 'rejected'].includes(failure);
  expect('message' in fault).toBe(forCaller);
});

test.each([
  ['7', 7000],
  [undefined, undefined],
])('a throttled call passes on Retry-After: %s', async (retryAfter, retryAfterMilliseconds) => {
  const mood = { kind: 'error', type: 'ThrottlingException', status: 429, retryAfter } as const;
  expect(await ask(mood, true)).toEqual([{ kind: 'fault', failure: 'throttled', retryAfterMilliseconds }]);
});

test('says when the headers of a stream are there, before its first text', async () => {
  bedrock.mood = { kind: 'answer', texts: ['x'] };
  const opened = jest.fn();
  const provider = bedrockProvider(source, 'eu-west-1');
  const parts = provider.execute(chatRequest({ stream: true }), new AbortController().signal, opened);
  await parts[Symbol.asyncIterator]().next();
  expect(opened).toHaveBeenCalledTimes(1);
});

test.each([
  ['throttlingException', 'throttled'],
  ['modelStreamErrorException', 'unavailable'],
  ['internalServerException', 'unavailable'],
])('%s inside a stream is %s', async (type, failure) => {
  const parts = await ask({ kind: 'break', texts: ['x'], type }, true);
  expect(parts).toEqual([
    { kind: 'text', text: 'x' },
    { kind: 'fault', failure },
  ]);
});

test('a cut connection is no end', async () => {
  expect((await ask({ kind: 'cut', texts: ['x'] }, true)).at(-1)).toMatchObject({ kind: 'fault' });
  expect(await ask({ kind: 'cut', texts: [] }, false)).toEqual([{ kind: 'fault', failure: 'unreachable' }]);
});

test('a refused connection is unreachable', async () => {
  const closed = await listen(() => undefined);
  await closed.close();
  process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME = closed.url;
  expect(await ask({ kind: 'answer', texts: [] }, false)).toEqual([{ kind: 'fault', failure: 'unreachable' }]);
  process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME = upstream.url;
});

describe('what Converse is asked', () => {
  const turns = (...messages: readonly ChatMessage[]) => converseInput('anthropic.x', chatRequest({ messages }));

  test('system texts stand apart, and neighbours of one role are one turn', () => {
    const input = turns(
      { role: 'system', text: 's' },
      { role: 'user', text: 'a' },
      { role: 'user', text: 'b' },
      { role: 'assistant', text: 'c' },
      { role: 'system', text: 't' },
      { role: 'user', text: 'd' },
    );
    expect(input.system).toEqual([{ text: 's' }, { text: 't' }]);
    expect(input.messages).toEqual([
      { role: 'user', content: [{ text: 'a' }, { text: 'b' }] },
      { role: 'assistant', content: [{ text: 'c' }] },
      { role: 'user', content: [{ text: 'd' }] },
    ]);
  });

  test('blank texts are left out, and the user begins', () => {
    const input = turns({ role: 'system', text: ' ' }, { role: 'assistant', text: 'c' }, { role: 'user', text: 'd' });
    expect(input.system).toBeUndefined();
    expect(input.messages?.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  test.each([
    ['anthropic.x', { temperature: 1.5 }, { temperature: 1 }],
    ['anthropic.x', { temperature: 0.2, topP: 0.9 }, { temperature: 0.2 }],
    ['anthropic.x', { topP: 0.9 }, { topP: 0.9 }],
    ['amazon.nova', { temperature: 0.2, topP: 0.9 }, { temperature: 0.2, topP: 0.9 }],
    ['amazon.nova', { maxTokens: 5, stop: ['x'] }, { maxTokens: 5, stopSequences: ['x'] }],
    ['amazon.nova', {}, {}],
  ])('%s with %j', (model, more, config) => {
    expect(JSON.parse(JSON.stringify(converseInput(model, chatRequest(more)).inferenceConfig))).toEqual(config);
  });
});
