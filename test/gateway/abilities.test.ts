import type OpenAI from 'openai';
import type { Ability, ModelSource } from '../../lib/contract/ladder';
import { systemClock } from '../../lib/gateway/clock';
import { Gate } from '../../lib/gateway/ladder/gate';
import type { Provider } from '../../lib/gateway/ladder/provider';
import type { Step } from '../../lib/gateway/ladder/steps';
import { bedrockProvider } from '../../lib/gateway/providers/bedrock/bedrock';
import { deterministicProvider } from '../../lib/gateway/providers/deterministic';
import { openAiCompatibleProvider } from '../../lib/gateway/providers/openai/openai-compatible';
import { vertexProvider } from '../../lib/gateway/providers/vertex/vertex';
import { FakeBedrock } from './support/fake-bedrock';
import { FakeOpenAi } from './support/fake-openai';
import { FakeVertex } from './support/fake-vertex';
import { gatewayOf, type Served } from './support/gateway-of';
import { route } from './support/ladder';
import { type Listening, listen } from './support/listen';

/** Tools, JSON and images: OpenAI's own client before the gateway, every provider's protocol behind it. */
const bedrock = new FakeBedrock();
const openAi = new FakeOpenAi();
const vertex = new FakeVertex();
const environment = { ...process.env };
let sockets: Record<'bedrock' | 'openAi' | 'vertex', Listening>;
let served: Served | undefined;

beforeAll(async () => {
  sockets = {
    bedrock: await listen(bedrock.listener),
    openAi: await listen(openAi.listener),
    vertex: await listen(vertex.listener),
  };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: sockets.bedrock.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
beforeEach(() => {
  for (const { calls } of [bedrock, openAi, vertex]) calls.length = 0;
  for (const fake of [bedrock, openAi, vertex]) fake.mood = { kind: 'answer', texts: ['in words'] };
});
afterEach(() => served?.close());
afterAll(async () => {
  process.env = environment;
  for (const socket of Object.values(sockets)) await socket.close();
});

const PROVIDERS = ['bedrock', 'openAi', 'gemini', 'claude'] as const;
type Name = (typeof PROVIDERS)[number];
const ALL: readonly Ability[] = ['tools', 'json', 'images'];

const vertexOf = (model: string) => {
  const endpoint = {
    region: 'europe-west4',
    project: 'acme-ai',
    accessToken: async () => 't',
    url: sockets.vertex.url,
  };
  return vertexProvider({ kind: 'vertex', model, location: 'eu' }, endpoint);
};
const providers: Record<Name, () => Provider> = {
  bedrock: () => bedrockProvider({ kind: 'bedrock', model: 'anthropic.claude-x', profile: 'eu' }, 'eu-west-1'),
  openAi: () =>
    openAiCompatibleProvider({ url: `${sockets.openAi.url}/v1`, model: 'qwen', apiKey: async () => undefined }),
  gemini: () => vertexOf('gemini-3-pro'),
  claude: () => vertexOf('claude-sonnet-4-6'),
};
const fakeOf = (name: Name) => ({ bedrock, openAi, gemini: vertex, claude: vertex })[name];

function rung(name: string, provider: Provider, abilities?: readonly Ability[]): Step {
  const source: ModelSource = { kind: 'openai-compatible', url: 'http://127.0.0.1/v1', model: name };
  const gate = new Gate(name, { clock: systemClock, random: () => 0, observe: () => undefined });
  return { rung: { name, tier: 1, on: { aws: source }, abilities }, source, provider, residency: ['eu'], gate };
}

const script: Step = {
  rung: { name: 'script', tier: 3, on: {} },
  source: { kind: 'deterministic' },
  provider: deterministicProvider(() => ({ text: 'prepared', by: { kind: 'canned' } })),
  residency: ['eu'],
  gate: undefined,
};

async function serve(...steps: readonly Step[]): Promise<OpenAI> {
  served = await gatewayOf(steps, [route()]);
  return served.client;
}

const weather = {
  type: 'function',
  function: { name: 'weather', description: 'of a place', parameters: { type: 'object', properties: { at: {} } } },
} as const;
const clock = { type: 'function', function: { name: 'clock', strict: true } } as const;
const user = { role: 'user', content: 'what is it like in Rome?' } as const;
const asking = { model: 'chat', messages: [user], tools: [weather, clock] };

describe.each(PROVIDERS)('%s', (name) => {
  const calls = [
    { name: 'weather', arguments: { at: 'Rome' } },
    { name: 'clock', arguments: {} },
  ];

  test.each([false, true])('calls tools, streamed: %s', async (stream) => {
    const client = await serve(rung('able', providers[name](), ALL));
    fakeOf(name).mood = { kind: 'answer', texts: ['let me see'], calls };
    const answer = stream
      ? await client.chat.completions.stream(asking).finalChatCompletion()
      : await client.chat.completions.create(asking);
    const [{ message, finish_reason }] = answer.choices;
    expect(finish_reason).toBe('tool_calls');
    expect(message.content).toBe('let me see');
    const made = (message.tool_calls ?? []) as OpenAI.ChatCompletionMessageFunctionToolCall[];
    expect(made.map(({ function: { name: tool, arguments: args } }) => [tool, JSON.parse(args)])).toEqual([
      ['weather', { at: 'Rome' }],
      ['clock', {}],
    ]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(2);
    expect(made.every(({ id, type }) => id !== '' && type === 'function')).toBe(true);
  });

  test('a call alone is an answer, and its content is null', async () => {
    const client = await serve(rung('able', providers[name](), ALL));
    fakeOf(name).mood = { kind: 'answer', texts: [], calls: calls.slice(0, 1) };
    const { choices } = await client.chat.completions.create(asking);
    expect(choices[0].message).toMatchObject({ content: null, tool_calls: [{ function: { name: 'weather' } }] });
  });

  test('what a tool gave, an image and a schema reach the model in its own terms', async () => {
    const client = await serve(rung('able', providers[name](), ALL));
    fakeOf(name).mood = { kind: 'answer', texts: ['{"warm":true}'] };
    const signature = { extra_content: { google: { thought_signature: 'c2ln' } } };
    const called = (id: string, more = {}) => ({
      id,
      type: 'function' as const,
      function: { name: 'weather', arguments: '{"at":"Rome"}' },
      ...more,
    });
    await client.chat.completions
      .create({
        ...asking,
        tool_choice: { type: 'function', function: { name: 'weather' } },
        parallel_tool_calls: false,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'here:' },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } },
              { type: 'text', text: 'what is it like there?' },
            ],
          },
          { role: 'assistant', content: null, tool_calls: [called('one', signature), called('two')] },
          { role: 'tool', tool_call_id: 'one', content: '{"degrees":30}' },
          { role: 'tool', tool_call_id: 'two', content: 'warm' },
          { role: 'user', content: 'well?' },
        ],
        response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
      })
      .catch(() => undefined);
    expect(fakeOf(name).calls[0].body).toEqual(TERMS[name]);
  });

  test('any JSON object is asked for, and what is none is no answer', async () => {
    const client = await serve(rung('able', providers[name](), ALL), rung('next', providers.openAi(), ALL));
    const format = { ...asking, tools: undefined, response_format: { type: 'json_object' as const } };
    fakeOf(name).mood = { kind: 'answer', texts: ['{"a":1}'] };
    const { choices } = await client.chat.completions.create(format);
    expect(choices[0].message.content).toBe('{"a":1}');
    expect(JSON.stringify(fakeOf(name).calls[0].body)).toMatch(/json/i);
    if (name === 'openAi') return;
    fakeOf(name).mood = { kind: 'answer', texts: ['certainly: {"a":1}'] };
    openAi.mood = { kind: 'answer', texts: ['{"b":2}'] };
    const second = await client.chat.completions.create(format);
    expect(second.choices[0].message.content).toBe('{"b":2}');
    expect(second).toMatchObject({ understudy: { reason: 'able: unsatisfying' } });
  });
});

const schema = { type: 'object', properties: { at: {} } };
const TERMS: Record<Name, object> = {
  openAi: {
    model: 'qwen',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'here:' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } },
          { type: 'text', text: 'what is it like there?' },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'one',
            type: 'function',
            function: { name: 'weather', arguments: '{"at":"Rome"}' },
            extra_content: { google: { thought_signature: 'c2ln' } },
          },
          { id: 'two', type: 'function', function: { name: 'weather', arguments: '{"at":"Rome"}' } },
        ],
      },
      { role: 'tool', content: '{"degrees":30}', tool_call_id: 'one' },
      { role: 'tool', content: 'warm', tool_call_id: 'two' },
      { role: 'user', content: 'well?' },
    ],
    tools: [
      { type: 'function', function: { name: 'weather', description: 'of a place', parameters: schema } },
      { type: 'function', function: { name: 'clock', strict: true } },
    ],
    tool_choice: { type: 'function', function: { name: 'weather' } },
    parallel_tool_calls: false,
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
  },
  bedrock: {
    messages: [
      {
        role: 'user',
        content: [
          { text: 'here:' },
          { image: { format: 'png', source: { bytes: 'aGk=' } } },
          { text: 'what is it like there?' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { toolUse: { toolUseId: 'one', name: 'weather', input: { at: 'Rome' } } },
          { toolUse: { toolUseId: 'two', name: 'weather', input: { at: 'Rome' } } },
        ],
      },
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: 'one', content: [{ text: '{"degrees":30}' }] } },
          { toolResult: { toolUseId: 'two', content: [{ text: 'warm' }] } },
          { text: 'well?' },
        ],
      },
    ],
    inferenceConfig: {},
    toolConfig: {
      tools: [
        { toolSpec: { name: 'weather', description: 'of a place', inputSchema: { json: schema } } },
        { toolSpec: { name: 'clock', inputSchema: { json: { type: 'object', properties: {} } }, strict: true } },
      ],
      toolChoice: { tool: { name: 'weather' } },
    },
    outputConfig: {
      textFormat: { type: 'json_schema', structure: { jsonSchema: { name: 'answer', schema: '{"type":"object"}' } } },
    },
  },
  gemini: {
    contents: [
      {
        role: 'user',
        parts: [
          { text: 'here:' },
          { inlineData: { mimeType: 'image/png', data: 'aGk=' } },
          { text: 'what is it like there?' },
        ],
      },
      {
        role: 'model',
        parts: [
          { functionCall: { name: 'weather', args: { at: 'Rome' } }, thoughtSignature: 'c2ln' },
          // It gave no signature with this one, and would refuse it without a word for that.
          {
            functionCall: { name: 'weather', args: { at: 'Rome' } },
            thoughtSignature: 'skip_thought_signature_validator',
          },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'weather', response: { degrees: 30 } } },
          { functionResponse: { name: 'weather', response: { output: 'warm' } } },
          { text: 'well?' },
        ],
      },
    ],
    tools: [
      {
        functionDeclarations: [
          { name: 'weather', description: 'of a place', parametersJsonSchema: schema },
          { name: 'clock' },
        ],
      },
    ],
    toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['weather'] } },
    generationConfig: { responseMimeType: 'application/json', responseJsonSchema: { type: 'object' } },
  },
  claude: {
    anthropic_version: 'vertex-2023-10-16',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'here:' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
          { type: 'text', text: 'what is it like there?' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'one', name: 'weather', input: { at: 'Rome' } },
          { type: 'tool_use', id: 'two', name: 'weather', input: { at: 'Rome' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'one', content: '{"degrees":30}' },
          { type: 'tool_result', tool_use_id: 'two', content: 'warm' },
          { type: 'text', text: 'well?' },
        ],
      },
    ],
    max_tokens: 4096,
    tools: [
      { name: 'weather', description: 'of a place', input_schema: schema },
      { name: 'clock', input_schema: { type: 'object', properties: {} }, strict: true },
    ],
    tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true },
    output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
    stream: false,
  },
};

const image = { type: 'image_url', image_url: { url: 'data:image/webp;base64,aGk=' } } as const;
const NEEDS: readonly [string, Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>, string][] = [
  ['tools', { tools: [weather], tool_choice: 'required' }, 'lacks-tools'],
  ['JSON', { response_format: { type: 'json_object' } }, 'lacks-json'],
  ['images', { messages: [{ role: 'user', content: [image] }] }, 'lacks-images'],
];

test.each(NEEDS)(
  'a rung that does not declare %s is passed over, and the answer says why',
  async (_what, more, why) => {
    const client = await serve(rung('plain', providers.openAi()), rung('able', providers.gemini(), ALL), script);
    vertex.mood = {
      kind: 'answer',
      texts: ['{}'],
      calls: [{ name: 'weather', arguments: {} }].filter(() => !!more.tools),
    };
    const { data, response } = await client.chat.completions
      .create({ model: 'chat', messages: [user], ...more })
      .withResponse();
    expect(data).toMatchObject({ understudy: { rung: 'able', reason: `plain: ${why}`, attempts: 1 } });
    expect(response.headers.get('x-understudy-reason')).toBe(`plain: ${why}`);
    expect(openAi.calls).toHaveLength(0);
  },
);

test.each(NEEDS)('with %s needed and nobody able, the error says so and nobody is asked', async (_what, more, why) => {
  const client = await serve(rung('plain', providers.openAi()), script);
  const asked = client.chat.completions.create({ model: 'chat', messages: [user], ...more });
  await expect(asked).rejects.toMatchObject({ status: 400, code: 'abilities-unmet' });
  expect(served?.lines).toMatchObject([{ error: 'abilities-unmet', reason: `plain: ${why}; script: ${why}` }]);
  expect(openAi.calls).toHaveLength(0);
});

test('the deterministic tier answers in words where tools are only offered, and never where one is required', async () => {
  const client = await serve(rung('able', providers.openAi(), ALL), script);
  openAi.mood = { kind: 'status', status: 503 };
  const offered = await client.chat.completions.create(asking);
  expect(offered.choices[0]).toMatchObject({ message: { content: 'prepared' }, finish_reason: 'stop' });
  const named = { ...asking, tool_choice: { type: 'function' as const, function: { name: 'weather' } } };
  for (const required of [{ ...asking, tool_choice: 'required' as const }, named]) {
    await expect(client.chat.completions.create(required)).rejects.toMatchObject({ status: 503, code: 'tier-floor' });
  }
});

test('a call that nobody offered is no answer, and neither are words where a call is required', async () => {
  const client = await serve(rung('first', providers.gemini(), ALL), rung('second', providers.openAi(), ALL), script);
  vertex.mood = { kind: 'answer', texts: [], calls: [{ name: 'weather', arguments: {} }] };
  for (const stream of [false, true]) {
    const asked = { model: 'chat', messages: [user] };
    const answer = stream
      ? await client.chat.completions.stream(asked).finalChatCompletion()
      : await client.chat.completions.create(asked);
    expect(answer.choices[0].message.content).toBe('in words');
  }
  expect(served?.lines.map(({ reason }) => reason)).toEqual(['first: unsatisfying', 'first: unsatisfying']);
  vertex.mood = { kind: 'answer', texts: ['in words'] };
  openAi.mood = { kind: 'answer', texts: [], calls: [{ name: 'weather', arguments: {} }] };
  const required = await client.chat.completions.create({ ...asking, tool_choice: 'required' });
  expect(required).toMatchObject({ understudy: { rung: 'second', reason: 'first: unsatisfying' } });
});

test('the models say what each rung can, and what some rung of a route can', async () => {
  const client = await serve(
    rung('plain', providers.openAi()),
    rung('able', providers.gemini(), ['tools', 'json']),
    script,
  );
  const page = await client.models.list();
  expect(page.data).toMatchObject([
    { id: 'chat', understudy: { rungs: ['plain', 'able', 'script'], abilities: ['tools', 'json'] } },
  ]);
  expect(page).toMatchObject({
    body: { understudy: { rungs: [{ abilities: [] }, { abilities: ['tools', 'json'] }, { abilities: [] }] } },
  });
});

test('tools of a history that are offered no more are named to Bedrock, which wants them, and cannot be called', async () => {
  const client = await serve(rung('able', providers.bedrock(), ALL));
  const call = { id: 'one', type: 'function' as const, function: { name: 'weather', arguments: 'no JSON' } };
  const messages = [
    user,
    { role: 'assistant' as const, tool_calls: [call] },
    { role: 'tool' as const, tool_call_id: 'one', content: 'warm' },
  ];
  await client.chat.completions.create({ model: 'chat', messages });
  expect(bedrock.calls[0].body).toMatchObject({
    toolConfig: { tools: [{ toolSpec: { name: 'weather' } }] },
    messages: [{}, { content: [{ toolUse: { input: { malformed: 'no JSON' } } }] }, {}],
  });
  expect(bedrock.calls[0].body.toolConfig).not.toHaveProperty('toolChoice');
  // Converse has no word for it.
  await client.chat.completions.create({ model: 'chat', messages: [user], tools: [weather], tool_choice: 'none' });
  expect(bedrock.calls[1].body).not.toHaveProperty('toolConfig');
});
