import type OpenAI from 'openai';
import { APIError } from 'openai';
import { HEADERS, PATHS, type ServedBy } from '../../../lib/contract/http';
import { API_KEY } from '../support/fleet';
import { gate } from '../support/listen';
import { throughAdapters } from '../support/through-adapters';
import { until } from '../support/until';

throughAdapters((scene) => {
  test('the first rung answers, and the answer says so in its headers and in its body', async () => {
    const { data, response } = await scene.ask();
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
      tried: [{ rung: 'frontier', outcome: 'answered', milliseconds: expect.any(Number) }],
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
    scene.bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    if (tier === 3) scene.openWeights.mood = { kind: 'status', status: 503 };
    const { data, response } = await scene.ask();
    expect(data).toMatchObject({ understudy: { tier, rung, reason, attempts: tier } });
    expect(response.headers.get(HEADERS.reason)).toBe(reason);
    const timing = response.headers.get('server-timing')?.replace(/dur=\d+/g, 'dur=_');
    expect(timing).toMatch(/^frontier;dur=_;desc="throttled", open-weights;dur=_;desc="/);
    if (content !== undefined) expect(data.choices[0].message.content).toBe(content);
    else expect(data.choices[0].message.content).not.toBe('');
  });

  test('the deterministic tier streams too', async () => {
    scene.bedrock.mood = { kind: 'error', type: 'ServiceUnavailableException', status: 400 };
    scene.openWeights.mood = { kind: 'status', status: 500 };
    const { pieces, first } = await read(await scene.stream());
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toMatch(/prepared texts/);
    expect(first).toMatchObject({
      understudy: { tier: 3, reason: 'frontier: unavailable; open-weights: unavailable' },
    });
  });

  test('a stream says what serves in its first chunk, and ends with the usage where it is asked for', async () => {
    const asked = await scene.client.chat.completions.create({
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

  test('a stream says all that a whole answer says, in its headers and in its first chunk', async () => {
    scene.bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    const { data, response } = await scene.stream().withResponse();
    const servedBy: ServedBy = {
      tier: 2,
      rung: 'open-weights',
      model: 'qwen',
      cell: 'aws:eu-west-1',
      reason: 'frontier: throttled',
      attempts: 2,
      tried: [
        { rung: 'frontier', outcome: 'throttled', milliseconds: expect.any(Number) },
        { rung: 'open-weights', outcome: 'answered', milliseconds: expect.any(Number) },
      ],
    };
    expect((await read(data)).first).toMatchObject({ understudy: servedBy });
    for (const [member, header] of Object.entries(HEADERS)) {
      expect(response.headers.get(header)).toBe(String(servedBy[member as keyof ServedBy]));
    }
    expect(response.headers.get('server-timing')).toMatch(/^frontier;dur=\d+;desc="throttled", open-weights;dur=\d+/);
  });

  test('a stream is passed on as it comes: its beginning before its end is made', async () => {
    const ending = gate();
    scene.bedrock.mood = { kind: 'wait', texts: ['early'], gate: ending.opened };
    const chunks = (await scene.stream())[Symbol.asyncIterator]();
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
      scene.bedrock.mood = mood;
      const { status, body } = await scene.raw({
        model: 'chat',
        stream: true,
        messages: [{ role: 'user', content: 'hi' }],
      });
      expect(status).toBe(200);
      expect(body).toContain('half');
      expect(body).not.toContain('[DONE]');
      expect(body).toMatch(/event: error\ndata: .*"code":"stream-broken"/);
      await expect(scene.stream().then(read)).rejects.toBeInstanceOf(APIError);
      expect(scene.lines.at(-1)?.broken).toEqual(expect.stringMatching(why));
    },
  );

  test('before its first content a broken stream is another rung’s to answer', async () => {
    scene.bedrock.mood = { kind: 'break', texts: [], type: 'throttlingException' };
    const { pieces, first } = await read(await scene.stream());
    expect(pieces.join('')).toBe('good day');
    expect(first).toMatchObject({ understudy: { tier: 2, reason: 'frontier: throttled' } });
  });

  const MODELS = [
    ['a Bedrock model', 'bedrock'],
    ['an endpoint', 'openWeights'],
  ] as const;

  test.each(MODELS)('a caller who leaves before the answer takes %s along', async (_case, name) => {
    const never = gate();
    if (name === 'openWeights') scene.bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    const upstream = scene[name];
    upstream.mood = { kind: 'wait', texts: ['early'], gate: never.opened };
    const before = upstream.calls.length;
    const leaving = new AbortController();
    const body = { model: 'chat', messages: [{ role: 'user' as const, content: 'hi' }] };
    const left = expect(scene.client.chat.completions.create(body, { signal: leaving.signal })).rejects.toThrow();
    await until(() => upstream.calls.length > before);
    leaving.abort();
    await left;
    await until(() => upstream.left === 1 && scene.lines.length === 1);
    expect(scene.lines).toMatchObject([{ route: 'chat', stream: false, status: 499, error: 'caller-left' }]);
    never.open();
  });

  test.each(MODELS)('a caller who leaves in the middle of a stream takes %s along', async (_case, name) => {
    const never = gate();
    if (name === 'openWeights') scene.bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    const upstream = scene[name];
    upstream.mood = { kind: 'wait', texts: ['early'], gate: never.opened };
    for await (const chunk of await scene.stream()) if (chunk.choices[0].delta.content === 'early') break;
    await until(() => upstream.left === 1 && scene.lines.length === 1);
    expect(scene.lines).toMatchObject([{ route: 'chat', stream: true, status: 200, broken: 'abandoned' }]);
    never.open();
  });

  test('one line a request says what served, and nothing of what was said', async () => {
    scene.bedrock.mood = { kind: 'answer', texts: ['a secret answer'] };
    await scene.ask('chat', 'a secret question');
    expect(scene.lines).toEqual([
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
        finishReason: 'stop',
        promptTokens: 11,
        completionTokens: 7,
        tried: [{ rung: 'frontier', outcome: 'answered', milliseconds: expect.any(Number) }],
      },
    ]);
    expect(JSON.stringify(scene.lines)).not.toMatch(new RegExp(`secret|${API_KEY}`));
  });

  test('the line of a stream says when its first content came, what it used and whose trace it belongs to', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const messages = [{ role: 'user' as const, content: 'hi' }];
    const body = { model: 'chat', messages, stream: true } as const;
    await read(await scene.client.chat.completions.create(body, { headers: { traceparent } }));
    await until(() => scene.lines.length === 1);
    expect(scene.lines).toMatchObject([
      { firstContentMilliseconds: expect.any(Number), completionTokens: 7, trace: traceparent.slice(3, 35) },
    ]);
    expect(JSON.stringify(scene.lines)).not.toMatch(/hello|there/);
  });
});

async function read(stream: AsyncIterable<OpenAI.ChatCompletionChunk>) {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const pieces = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').filter((piece) => piece !== '');
  return { pieces, first: chunks[0], last: chunks[chunks.length - 1] };
}
