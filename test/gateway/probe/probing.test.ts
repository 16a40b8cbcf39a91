import { HEADERS, PATHS, PROBE_HEADER } from '../../../lib/contract/http';
import { PROBE_ROUTE } from '../../../lib/contract/route';
import { API_KEY, PROBER_KEY } from '../support/fleet';
import { throughAdapters } from '../support/through-adapters';

throughAdapters((scene) => {
  async function probe(
    rungs: string,
    { key = PROBER_KEY, model = PROBE_ROUTE.name, path = PATHS.chatCompletions as string } = {},
  ) {
    const response = await fetch(scene.url + path, {
      method: path === PATHS.chatCompletions ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, [PROBE_HEADER]: rungs },
      ...(path === PATHS.chatCompletions && {
        body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Are you there?' }] }),
      }),
    });
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  }

  test('only the rung that the prober names answers, be it the last', async () => {
    const answer = await probe('script');
    expect(answer).toMatchObject({
      status: 200,
      body: { understudy: { tier: 3, rung: 'script', cell: 'aws:eu-west-1' } },
    });
    expect([scene.bedrock.calls, scene.openWeights.calls]).toEqual([[], []]);
  });

  test('a rung that fails is answered for by no other', async () => {
    scene.bedrock.mood = { kind: 'error', type: 'ThrottlingException', status: 429 };
    const answer = await probe('frontier');
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'tier-floor' } } });
    expect(answer.headers.get(HEADERS.reason)).toBe('frontier: throttled');
    expect(scene.openWeights.calls).toHaveLength(0);
  });

  test('each of several rungs may answer, best first', async () => {
    scene.openWeights.mood = { kind: 'status', status: 500 };
    expect((await probe('script, open-weights')).body.understudy).toMatchObject({ rung: 'script', attempts: 2 });
    expect(scene.bedrock.calls).toHaveLength(0);
  });

  test('a probe asks the model whatever its breaker says, and turns no breaker', async () => {
    scene.bedrock.mood = { kind: 'error', type: 'InternalServerException', status: 500 };
    for (let round = 0; round < 5; round++) await probe('frontier');
    expect(scene.bedrock.calls).toHaveLength(5);
    const { response } = await scene.ask();
    expect(response.headers.get(HEADERS.reason)).toBe('frontier: unavailable');
    // The caller's own three failures open it; then a probe still asks.
    for (let request = 0; request < 3; request++) await scene.ask();
    scene.bedrock.calls.length = 0;
    expect((await scene.ask()).response.headers.get(HEADERS.reason)).toBe('frontier: breaker-open');
    expect(scene.bedrock.calls).toHaveLength(0);
    await probe('frontier');
    expect(scene.bedrock.calls).toHaveLength(1);
  });

  test('a route that is named keeps its floor and its fence', async () => {
    expect((await probe('script', { model: 'extract' })).status).toBe(503);
    expect((await probe('frontier', { model: 'abroad' })).body.error.code).toBe('residency-fence');
  });

  test('a rung that the cell has not is nobody', async () => {
    expect((await probe('gone')).body).toMatchObject({
      error: { code: 'tier-floor' },
      understudy: { reason: 'no-rung' },
    });
  });

  test.each([
    ['a caller’s key opens no probe', API_KEY, PATHS.chatCompletions],
    ['the prober’s key opens nothing but its one path', PROBER_KEY, PATHS.models],
  ])('%s', async (_case, key, path) => {
    expect(await probe('script', { key, path })).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_api_key' } },
    });
  });

  test('nor is it good for a caller’s request', async () => {
    const headers = { authorization: `Bearer ${PROBER_KEY}` };
    const body = JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'hi' }] });
    expect((await fetch(scene.url + PATHS.chatCompletions, { method: 'POST', headers, body })).status).toBe(401);
  });

  test('a caller cannot name what the prober asks', async () => {
    await expect(scene.ask(PROBE_ROUTE.name)).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  test('a probe is no traffic', async () => {
    await probe('script');
    expect(scene.lines).toEqual([expect.objectContaining({ probe: true, rung: 'script' })]);
  });
});
