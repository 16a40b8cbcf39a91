import type { Server } from 'node:http';
import OpenAI, { APIError, AuthenticationError, BadRequestError, NotFoundError } from 'openai';
import { HEADERS, PATHS, type ServedBy } from '../../../lib/contract/http';
import { lambdaHandler } from '../../../lib/gateway/adapters/lambda';
import { nodeServer } from '../../../lib/gateway/adapters/node';
import { createApp, type Serve } from '../../../lib/gateway/app';
import { assemble } from '../../../lib/gateway/assemble';
import type { LogLine } from '../../../lib/gateway/log';
import { readSettings } from '../../../lib/gateway/settings';
import { FakeBedrock } from '../support/fake-bedrock';
import { FakeOpenAi } from '../support/fake-openai';
import { API_KEY, bakedDirectory } from '../support/fleet';
import { awslambdaShim, lambdaServer } from '../support/lambda-runtime';
import { gate, type Listening, listen } from '../support/listen';

/** The same behaviour through every adapter, seen by the real client over a real socket. */
const ADAPTERS: [string, (serve: Serve) => Server][] = [
  ['plain Node', nodeServer],
  ['Lambda', (serve) => lambdaServer(lambdaHandler(serve))],
];

const baked = bakedDirectory();
const bedrock = new FakeBedrock();
const openWeights = new FakeOpenAi();
const upstreams: Listening[] = [];
const environment = { ...process.env };

beforeAll(async () => {
  upstreams.push(await listen(bedrock.listener), await listen(openWeights.listener));
  Object.assign(globalThis, { awslambda: awslambdaShim });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: upstreams[0].url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS: `${upstreams[1].url}/v1`,
  });
});

afterAll(async () => {
  process.env = environment;
  for (const upstream of upstreams) await upstream.close();
  baked.remove();
});

describe.each(ADAPTERS)('through %s', (_name, serverOf) => {
  const lines: LogLine[] = [];
  let gateway: Listening;
  let client: OpenAI;

  beforeAll(async () => {
    const settings = readSettings({ UNDERSTUDY_CELL: 'aws:eu-west-1', UNDERSTUDY_KEYS_FILE: baked.keysFile });
    const app = createApp({ ...assemble(settings, baked.directory), log: (line) => lines.push(line) });
    gateway = await listen(serverOf(app));
    client = new OpenAI({ apiKey: API_KEY, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
  });

  afterAll(() => gateway.close());

  beforeEach(() => {
    bedrock.mood = { kind: 'answer', texts: ['hello ', 'there'] };
    openWeights.mood = { kind: 'answer', texts: ['good ', 'day'] };
    bedrock.calls.length = 0;
    bedrock.left = 0;
    openWeights.left = 0;
    lines.length = 0;
  });

  const ask = (model = 'chat', content = 'where is my parcel?') =>
    client.chat.completions.create({ model, messages: [{ role: 'user', content }] }).withResponse();
  const stream = (model = 'chat') =>
    client.chat.completions.create({ model, messages: [{ role: 'user', content: 'hi' }], stream: true });

  test('the first rung answers, and the answer says so in its headers and in its body', async () => {
    const { data, response } = await ask();
    expect(data.choices[0]).toMatchObject({ message: { content: 'hello there' }, finish_reason: 'stop' });
    expect(data.model).toBe('eu.anthropic.claude-x');
    expect(data.usage).toEqual({ prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 });
    const servedBy: ServedBy = {
      tier: 1,
      rung: 'frontier',
      model: 'eu.anthropic.claude-x',
      cell: 'aws:eu-west-1',
      reason: 'preferred',
      attempts: 1,
    };
    expect(data).toMatchObject({ understudy: servedBy });
    for (const [member, header] of Object.entries(HEADERS)) {
      expect(response.headers.get(header)).toBe(String(servedBy[member as keyof ServedBy]));
    }
  });

  test.each([
    ['frontier: throttled', 2, 'open-weights', 'good day'],
    ['frontier: throttled; open-weights: unavailable', 3, 'script', undefined],
  ])('below, an answer says why: %s', async (reason, tier, rung, content) => {
    bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    if (tier === 3) openWeights.mood = { kind: 'status', status: 503 };
    const { data, response } = await ask();
    expect(data).toMatchObject({ understudy: { tier, rung, reason, attempts: tier } });
    expect(response.headers.get(HEADERS.reason)).toBe(reason);
    if (content !== undefined) expect(data.choices[0].message.content).toBe(content);
    else expect(data.choices[0].message.content).not.toBe('');
  });

  test('the deterministic tier streams too', async () => {
    bedrock.mood = { kind: 'error', type: 'ServiceUnavailableException', status: 400 };
    openWeights.mood = { kind: 'status', status: 500 };
    const { pieces, first } = await read(await stream());
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toMatch(/prepared texts/);
    expect(first).toMatchObject({
      understudy: { tier: 3, reason: 'frontier: unavailable; open-weights: unavailable' },
    });
  });

  test('a stream says what serves in its first chunk, and ends with the usage where it is asked for', async () => {
    const asked = await client.chat.completions.create({
      model: 'chat',
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const { pieces, first, last } = await read(asked);
    expect(pieces).toEqual(['hello ', 'there']);
    expect(first).toMatchObject({ understudy: { tier: 1, rung: 'frontier', reason: 'preferred' } });
    expect(last.usage).toEqual({ prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 });
  });

  test('a stream is passed on as it comes: its beginning before its end is made', async () => {
    const ending = gate();
    bedrock.mood = { kind: 'wait', texts: ['early'], gate: ending.opened };
    const chunks = (await stream())[Symbol.asyncIterator]();
    let seen = '';
    while (seen === '') seen = (await chunks.next()).value.choices[0].delta.content ?? '';
    expect(seen).toBe('early');
    ending.open();
    let chunk = await chunks.next();
    while (!chunk.done && chunk.value.choices[0].finish_reason === null) chunk = await chunks.next();
    expect(chunk.value?.choices[0].finish_reason).toBe('stop');
  });

  test.each([
    [
      'an exception of the provider',
      { kind: 'break', texts: ['half'], type: 'modelStreamErrorException' },
      'unavailable',
    ],
    ['a cut connection', { kind: 'cut', texts: ['half'] }, /unreachable|truncated/],
  ] as const)(
    'after its first content a stream is broken by %s with an error and no [DONE]',
    async (_case, mood, why) => {
      bedrock.mood = mood;
      const { status, body } = await raw({ model: 'chat', stream: true, messages: [{ role: 'user', content: 'hi' }] });
      expect(status).toBe(200);
      expect(body).toContain('half');
      expect(body).not.toContain('[DONE]');
      expect(body).toMatch(/event: error\ndata: .*"code":"stream-broken"/);
      await expect(stream().then(read)).rejects.toBeInstanceOf(APIError);
      expect(lines.at(-1)?.broken).toEqual(expect.stringMatching(why));
    },
  );

  test('before its first content a broken stream is another rung’s to answer', async () => {
    bedrock.mood = { kind: 'break', texts: [], type: 'throttlingException' };
    const { pieces, first } = await read(await stream());
    expect(pieces.join('')).toBe('good day');
    expect(first).toMatchObject({ understudy: { tier: 2, reason: 'frontier: throttled' } });
  });

  test.each([
    ['a streaming Bedrock model', bedrock, true],
    ['a whole Bedrock answer', bedrock, false],
    ['a streaming endpoint', openWeights, true],
    ['a whole answer of an endpoint', openWeights, false],
  ])('a caller who leaves takes %s along', async (_case, upstream, streamed) => {
    const never = gate();
    if (upstream === openWeights) bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    upstream.mood = { kind: 'wait', texts: ['early'], gate: never.opened };
    const leaving = new AbortController();
    const before = upstream.calls.length;
    const body = { model: 'chat', messages: [{ role: 'user' as const, content: 'hi' }] };
    const asked = streamed
      ? client.chat.completions.create({ ...body, stream: true }, { signal: leaving.signal }).then(read)
      : client.chat.completions.create(body, { signal: leaving.signal });
    const settled = asked.then(
      () => 'answered',
      () => 'left',
    );
    await until(() => upstream.calls.length > before);
    leaving.abort();
    await settled;
    await until(() => upstream.left === 1 && lines.length === 1);
    expect(upstream.left).toBe(1);
    expect(lines).toMatchObject([{ route: 'chat', stream: streamed, broken: 'abandoned' }]);
    never.open();
  });

  test('below its floor a route fails closed', async () => {
    bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    openWeights.mood = { kind: 'status', status: 500 };
    const error = await caught(ask('extract'));
    expect(error).toMatchObject({ status: 503, code: 'tier-floor' });
    expect(error.headers?.get(HEADERS.reason)).toBe('frontier: throttled; open-weights: unavailable');
    expect(error.headers?.get(HEADERS.cell)).toBe('aws:eu-west-1');
    expect(error.headers?.get(HEADERS.attempts)).toBe('2');
  });

  test('outside its fence a route is answered by nobody', async () => {
    expect(await caught(ask('abroad'))).toMatchObject({ status: 503, code: 'residency-fence' });
    expect(bedrock.calls).toHaveLength(0);
  });

  test('a route that does not exist is a model that was not found', async () => {
    const error = await caught(ask('gpt-4o'));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model' });
    expect(error.message).toContain('chat, extract, abroad');
  });

  test.each([
    ['a wrong key', 'Bearer wrong'],
    ['another scheme', `Basic ${API_KEY}`],
    ['no key', undefined],
  ])('%s opens nothing', async (_case, authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    for (const [method, path] of [
      ['POST', PATHS.chatCompletions],
      ['GET', PATHS.models],
    ]) {
      const response = await fetch(gateway.url + path, { method, headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    }
    expect(bedrock.calls).toHaveLength(0);
  });

  test('the client knows a refused key by its own error', async () => {
    const stranger = new OpenAI({ apiKey: 'wrong', baseURL: `${gateway.url}/v1`, maxRetries: 0 });
    expect(await caught(stranger.models.list())).toBeInstanceOf(AuthenticationError);
  });

  test('a request is refused with all of its mistakes', async () => {
    const error = await caught(
      client.chat.completions.create({ model: 'chat', messages: [{ role: 'boss' as 'user', content: 'x' }], n: 2 }),
    );
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ code: 'invalid-request', param: 'messages[0].role' });
    expect(error.message).toContain('more than one choice');
  });

  test('a body past six megabytes is too large', async () => {
    const response = await raw({ model: 'chat', messages: [{ role: 'user', content: 'x'.repeat(6 * 1024 * 1024) }] });
    expect(response.status).toBe(413);
    expect(JSON.parse(response.body)).toMatchObject({ error: { code: 'body-too-large' } });
  });

  test('the routes are the models', async () => {
    const ids = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids).toEqual(['chat', 'extract', 'abroad']);
  });

  test.each([
    [PATHS.live, 'good'],
    [PATHS.serving, 'unknown'],
    [PATHS.preferred, 'unknown'],
  ])('%s asks for no key', async (path, verdict) => {
    const response = await fetch(gateway.url + path);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ cell: 'aws:eu-west-1', path, verdict, status: 200 });
  });

  test.each(['/', '/v1/embeddings', '/health/other'])('there is no %s', async (path) => {
    const response = await fetch(gateway.url + path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown-path' } });
  });

  test('one line a request says what served, and nothing of what was said', async () => {
    bedrock.mood = { kind: 'answer', texts: ['a secret answer'] };
    await ask('chat', 'a secret question');
    expect(lines).toEqual([
      {
        method: 'POST',
        path: PATHS.chatCompletions,
        status: 200,
        milliseconds: expect.any(Number),
        cell: 'aws:eu-west-1',
        route: 'chat',
        stream: false,
        tier: 1,
        rung: 'frontier',
        model: 'eu.anthropic.claude-x',
        reason: 'preferred',
        attempts: 1,
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`secret|${API_KEY}`));
  });

  async function raw(body: object): Promise<{ readonly status: number; readonly body: string }> {
    const headers = { authorization: `Bearer ${API_KEY}` };
    const url = gateway.url + PATHS.chatCompletions;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.text() };
  }
});

async function read(stream: AsyncIterable<OpenAI.ChatCompletionChunk>) {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const pieces = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').filter((piece) => piece !== '');
  return { pieces, first: chunks[0], last: chunks[chunks.length - 1] };
}

async function caught(promise: PromiseLike<unknown>): Promise<InstanceType<typeof APIError>> {
  try {
    await promise;
  } catch (error) {
    return error as InstanceType<typeof APIError>;
  }
  throw new Error('nothing was thrown');
}

/** Waits for what another socket does; the test's own time-out bounds it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
