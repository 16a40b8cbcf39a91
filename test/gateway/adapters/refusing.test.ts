import OpenAI, { type APIError, AuthenticationError, BadRequestError, NotFoundError } from 'openai';
import { HEADERS, PATHS } from '../../../lib/contract/http';
import { API_KEY } from '../support/fleet';
import { throughAdapters } from '../support/through-adapters';

throughAdapters((scene) => {
  test('below its floor a route fails closed', async () => {
    scene.bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    scene.openWeights.mood = { kind: 'status', status: 500 };
    const error = await caught(scene.ask('extract'));
    expect(error).toMatchObject({ status: 503, code: 'tier-floor' });
    expect(error.headers?.get(HEADERS.reason)).toBe('frontier: throttled; open-weights: unavailable');
    expect(error.headers?.get(HEADERS.cell)).toBe('aws:eu-west-1');
    expect(error.headers?.get(HEADERS.attempts)).toBe('2');
  });

  test('outside its fence a route is answered by nobody', async () => {
    expect(await caught(scene.ask('abroad'))).toMatchObject({ status: 503, code: 'residency-fence' });
    expect(scene.bedrock.calls).toHaveLength(0);
  });

  test('a route that does not exist is a model that was not found', async () => {
    const error = await caught(scene.ask('gpt-4o'));
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
      const response = await fetch(scene.url + path, { method, headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    }
    expect(scene.bedrock.calls).toHaveLength(0);
  });

  test('the client knows a refused key by its own error', async () => {
    const stranger = new OpenAI({ apiKey: 'wrong', baseURL: `${scene.url}/v1`, maxRetries: 0 });
    expect(await caught(stranger.models.list())).toBeInstanceOf(AuthenticationError);
  });

  test('a request is refused with all of its mistakes', async () => {
    const error = await caught(
      scene.client.chat.completions.create({
        model: 'chat',
        messages: [{ role: 'boss' as 'user', content: 'x' }],
        n: 2,
      }),
    );
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ code: 'invalid_value', param: 'messages[0].role' });
    expect(error.message).toContain('more than one choice');
  });

  test('a body past six megabytes is too large', async () => {
    const response = await scene.raw({
      model: 'chat',
      messages: [{ role: 'user', content: 'x'.repeat(6 * 1024 * 1024) }],
    });
    expect(response.status).toBe(413);
    expect(JSON.parse(response.body)).toMatchObject({ error: { code: 'body-too-large' } });
  });

  test.each(['gzip', 'br', 'x'])(
    'a body in %s is not unpacked, and its caller is told how to send it',
    async (encoding) => {
      const headers = { authorization: `Bearer ${API_KEY}`, 'content-encoding': encoding };
      const response = await fetch(scene.url + PATHS.chatCompletions, { method: 'POST', headers, body: '{}' });
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({
        error: {
          code: 'unsupported-encoding',
          param: 'content-encoding',
          message: expect.stringContaining('as it is'),
        },
      });
    },
  );

  test('the routes are the models', async () => {
    const ids = [];
    for await (const model of scene.client.models.list()) ids.push(model.id);
    expect(ids).toEqual(['chat', 'extract', 'abroad', 'told']);
  });

  test('the models say which rungs the cell has, and which of them may answer what', async () => {
    const response = await fetch(scene.url + PATHS.models, { headers: { authorization: `Bearer ${API_KEY}` } });
    const body = (await response.json()) as { data: { id: string; understudy: object }[]; understudy: object };
    expect(body.understudy).toEqual({
      cell: 'aws:eu-west-1',
      rungs: [
        { name: 'frontier', tier: 1, model: 'eu.anthropic.claude-x', abilities: [] },
        { name: 'open-weights', tier: 2, model: 'qwen', abilities: [] },
        { name: 'script', tier: 3, model: 'deterministic', abilities: [] },
      ],
    });
    expect(body.data.map(({ id, understudy }) => [id, understudy])).toEqual([
      ['chat', { floor: 3, rungs: ['frontier', 'open-weights', 'script'], abilities: [] }],
      ['extract', { floor: 2, rungs: ['frontier', 'open-weights'], abilities: [] }],
      ['abroad', { floor: 3, rungs: [], abilities: [] }],
      ['told', { floor: 3, rungs: ['frontier', 'open-weights', 'script'], abilities: [] }],
    ]);
  });

  test('a route is retrieved as a model, and one that is not there is not found', async () => {
    const model = await scene.client.models.retrieve('extract');
    expect(model).toMatchObject({ id: 'extract', object: 'model', owned_by: 'assistant' });
    expect(model).toMatchObject({ understudy: { floor: 2, rungs: ['frontier', 'open-weights'] } });
    expect(await caught(scene.client.models.retrieve('gpt-4o'))).toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
    const broken = await fetch(`${scene.url}${PATHS.models}/%zz`, { headers: { authorization: `Bearer ${API_KEY}` } });
    expect(broken.status).toBe(404);
  });

  test.each([
    ['GET', PATHS.chatCompletions, 'POST'],
    ['POST', PATHS.models, 'GET, HEAD'],
    ['DELETE', `${PATHS.models}/chat`, 'GET, HEAD'],
    ['POST', PATHS.serving, 'GET, HEAD'],
  ])('%s %s is not allowed, and the answer says what is', async (method, path, allow) => {
    const response = await fetch(scene.url + path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({ error: { code: 'method-not-allowed', param: null } });
  });

  test.each([
    [PATHS.live, 'good'],
    [PATHS.serving, 'unknown'],
    [PATHS.preferred, 'unknown'],
  ])('%s asks for no key', async (path, verdict) => {
    const response = await fetch(scene.url + path);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ cell: 'aws:eu-west-1', path, verdict, status: 200 });
  });

  test.each(['/', '/v1/embeddings', '/health/other'])('there is no %s', async (path) => {
    const response = await fetch(scene.url + path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown-path' } });
  });
});

async function caught(promise: PromiseLike<unknown>): Promise<InstanceType<typeof APIError>> {
  try {
    await promise;
  } catch (error) {
    return error as InstanceType<typeof APIError>;
  }
  throw new Error('nothing was thrown');
}
