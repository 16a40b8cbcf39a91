import type { Server } from 'node:http';
import type { Timeouts } from '../../../lib/contract/ladder';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { createApp, type Serve } from '../../../lib/gateway/app';
import { assemble } from '../../../lib/gateway/assemble';
import type { LogLine } from '../../../lib/gateway/log';
import { readSettings } from '../../../lib/gateway/settings';
import { FakeGoogle } from '../support/fake-google';
import { FakeOpenAi } from '../support/fake-openai';
import { FakeVertex, type VertexMood } from '../support/fake-vertex';
import { bakedDirectory, config as fleet } from '../support/fleet';
import { awslambdaShim } from '../support/lambda-runtime';
import { type Listening, listen } from '../support/listen';
import { ADAPTERS } from '../support/through-adapters';
import { until } from '../support/until';

/** Vertex AI before a second rung that answers, in each of its two protocols. */
class VertexScene {
  public readonly vertex = new FakeVertex();
  public readonly second = new FakeOpenAi();
  public readonly lines: LogLine[] = [];
  public url!: string;
  private readonly google = new FakeGoogle();
  private readonly environment = { ...process.env };
  private readonly sockets: Listening[] = [];
  private readonly baked: Record<string, ReturnType<typeof bakedDirectory>> = {};
  private app!: Serve;

  public async open(model: string, serverOf: (serve: Serve) => Server): Promise<void> {
    const [vertex, second, google] = [this.vertex, this.second, this.google].map(({ listener }) => listen(listener));
    const gateway = await listen(serverOf((request, caller) => this.app(request, caller)));
    this.sockets.push(gateway, await vertex, await second, await google);
    this.url = `${gateway.url}/v1/chat/completions`;
    const openWeights = { kind: 'openai-compatible', url: `${(await second).url}/v1`, model: 'qwen' } as const;
    const configOf = (timeouts: Timeouts): ServingConfig => ({
      ...fleet,
      ladder: [
        { name: 'frontier', tier: 1, on: { google: { kind: 'vertex', model, location: 'eu' } } },
        { name: 'open-weights', tier: 2, on: { google: openWeights } },
        { name: 'script', tier: 3, on: { google: { kind: 'deterministic' } } },
      ].map((rung) => ({ ...rung, ...(rung.tier === 1 && { timeouts }) })) as ServingConfig['ladder'],
    });
    for (const [patience, timeouts] of Object.entries({ PATIENT, STALLED, HASTY })) {
      this.baked[patience] = bakedDirectory(configOf(timeouts));
    }
    Object.assign(globalThis, { awslambda: awslambdaShim });
    Object.assign(process.env, {
      GOOGLE_CLOUD_PROJECT: 'acme-ai',
      GCE_METADATA_HOST: new URL((await google).url).host,
      UNDERSTUDY_ENDPOINT_URL_FRONTIER: (await vertex).url,
    });
  }

  /** A new gateway on the same socket, which remembers nothing of the models' health. */
  public reset(patience: 'PATIENT' | 'STALLED' | 'HASTY' = 'PATIENT'): void {
    const baked = this.baked[patience];
    const settings = readSettings({
      UNDERSTUDY_CELL: 'google:europe-west4',
      UNDERSTUDY_KEYS_FILE: baked.keysFile,
      GOOGLE_CLOUD_PROJECT: 'acme-ai',
    });
    const observer = { request: (line: LogLine) => this.lines.push(line), ladder: () => {}, job: () => {} };
    const gateway = assemble(settings, baked.directory, observer);
    this.app = createApp({ ...gateway, keys: { admit: async () => 'admitted' } });
    this.vertex.calls.length = 0;
    this.vertex.left = 0;
    this.second.mood = { kind: 'answer', texts: ['good ', 'day'] };
    this.second.calls.length = 0;
    this.lines.length = 0;
  }

  public async ask(stream: boolean, signal?: AbortSignal): Promise<{ readonly status: number; readonly body: string }> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { authorization: 'Bearer any' },
      body: JSON.stringify({ model: 'chat', stream, messages: [{ role: 'user', content: 'hi' }] }),
      signal,
    });
    return { status: response.status, body: await response.text() };
  }

  public async close(): Promise<void> {
    process.env = this.environment;
    for (const socket of this.sockets) await socket.close();
    for (const { remove } of Object.values(this.baked)) remove();
  }
}

/** For a busy machine. */
const PATIENT = { headersSeconds: 9, firstTokenSeconds: 9, idleSeconds: 9, totalSeconds: 9 };
/** Where the model stops in the middle. */
const STALLED = { ...PATIENT, idleSeconds: 0.5 };
/** Where the model is silent: nothing of it can be late. */
const HASTY = { headersSeconds: 0.5, firstTokenSeconds: 0.5, idleSeconds: 0.5, totalSeconds: 0.5 };

const google = (code: number, status: string, message = 'refused', details?: object[]): VertexMood => ({
  kind: 'error',
  status: code,
  body: { error: { code, status, message, ...(details && { details }) } },
});
const anthropic = (code: number, type: string, message = 'refused'): VertexMood => ({
  kind: 'error',
  status: code,
  body: { type: 'error', error: { type, message } },
});
const never = new Promise<void>(() => {});

/** What both publishers may do before any content. */
const BEFORE_CONTENT: [what: string, mood: VertexMood, reason: string][] = [
  ['429 without Retry-After', google(429, 'RESOURCE_EXHAUSTED'), 'throttled'],
  ['429 with a delay in its body', google(429, 'RESOURCE_EXHAUSTED', 'slow', [{ retryDelay: '30s' }]), 'throttled'],
  ['503', google(503, 'UNAVAILABLE'), 'unavailable'],
  ['503 with a page', { kind: 'error', status: 503, body: '<html>down</html>' }, 'unavailable'],
  ['500', google(500, 'INTERNAL'), 'unavailable'],
  ['401', google(401, 'UNAUTHENTICATED'), 'denied'],
  ['403', google(403, 'PERMISSION_DENIED'), 'denied'],
  ['404', google(404, 'NOT_FOUND'), 'missing'],
  ['a precondition as a 400', google(400, 'FAILED_PRECONDITION'), 'denied'],
  ['Anthropic’s overload', anthropic(529, 'overloaded_error'), 'unavailable'],
  ['Anthropic’s rate limit', anthropic(429, 'rate_limit_error'), 'throttled'],
  [
    'an error inside a 200',
    { kind: 'break', texts: [], error: { error: { code: 503, status: 'UNAVAILABLE' } } },
    'unavailable',
  ],
  ['200 with HTML', { kind: 'raw', body: '<html>portal</html>' }, 'garbled|truncated'],
  ['200 with wrong JSON', { kind: 'raw', body: 'data: [1]\n\n' }, 'garbled'],
  ['an empty answer', { kind: 'answer', texts: [] }, 'empty'],
  ['a cut connection', { kind: 'cut', texts: [] }, 'unreachable|truncated'],
  ['silence', { kind: 'wait', texts: [], gate: never }, 'timeout'],
];

describe.each(ADAPTERS)('through %s', (_adapter, serverOf) => {
  describe.each([
    ['Gemini', 'gemini-2.5-pro'],
    ['Claude', 'claude-sonnet-4-5@20250929'],
  ])('%s', (_publisher, model) => {
    const scene = new VertexScene();
    beforeAll(() => scene.open(model, serverOf));
    beforeEach(() => scene.reset());
    afterAll(() => scene.close());

    test.each(BEFORE_CONTENT)(
      '%s is the next rung’s to answer, streamed; and it is alive afterwards',
      async (_what, mood, reason) => {
        if (reason === 'timeout') scene.reset('HASTY');
        scene.vertex.mood = mood;
        const { status, body } = await scene.ask(true);
        expect(status).toBe(200);
        expect(body).toMatch(new RegExp(`"reason":"frontier: (${reason})"`));
        expect(body).toContain('"rung":"open-weights"');
        expect(body.trimEnd()).toMatch(/data: \[DONE\]$/);
        expect(scene.vertex.calls).toHaveLength(1);
        scene.reset();
        scene.vertex.mood = { kind: 'answer', texts: ['from ', 'the first'] };
        expect((await scene.ask(true)).body).toContain('"rung":"frontier"');
      },
    );

    test.each(BEFORE_CONTENT)('%s is the next rung’s to answer, whole', async (_what, mood, reason) => {
      if (reason === 'timeout') scene.reset('HASTY');
      scene.vertex.mood = mood;
      const { status, body } = await scene.ask(false);
      expect(status).toBe(200);
      expect(JSON.parse(body).understudy).toMatchObject({
        rung: 'open-weights',
        reason: expect.stringMatching(new RegExp(`^frontier: (${reason})$`)),
      });
      expect(scene.vertex.calls).toHaveLength(1);
    });

    test.each<[string, VertexMood, string]>([
      [
        'an error',
        { kind: 'break', texts: ['hello'], error: { error: { code: 503, status: 'UNAVAILABLE' } } },
        'unavailable',
      ],
      ['a cut', { kind: 'cut', texts: ['hello'] }, 'unreachable'],
      ['a stall', { kind: 'wait', texts: ['hello'], gate: never }, 'stalled'],
    ])('%s after content ends the stream with an error event and no end', async (_what, mood, failure) => {
      if (failure === 'stalled') scene.reset('STALLED');
      scene.vertex.mood = mood;
      const { body } = await scene.ask(true);
      expect(body).toContain('event: error');
      expect(body).toContain(`the answer broke off: ${failure}`);
      expect(body).not.toContain('[DONE]');
      expect(scene.second.calls).toHaveLength(0);
    });

    test.each([
      ['a wrong parameter', google(400, 'INVALID_ARGUMENT', 'temperature'), 'request-rejected'],
      [
        'Gemini’s context length',
        google(400, 'INVALID_ARGUMENT', 'The input token count (9) exceeds the maximum (8)'),
        'context_length_exceeded',
      ],
      [
        'Claude’s context length',
        anthropic(400, 'invalid_request_error', 'prompt is too long: 9 tokens > 8 maximum'),
        'context_length_exceeded',
      ],
    ])('%s is the caller’s, whole and streamed', async (_what, mood, code) => {
      scene.vertex.mood = mood;
      for (const stream of [false, true]) {
        const { status, body } = await scene.ask(stream);
        expect([status, JSON.parse(body).error.code]).toEqual([400, code]);
      }
      expect(scene.second.calls).toHaveLength(0);
    });

    test('a filter’s refusal is the answer', async () => {
      scene.vertex.mood = { kind: 'answer', texts: [], finish: model.startsWith('claude') ? 'refusal' : 'SAFETY' };
      const { body } = await scene.ask(false);
      expect(JSON.parse(body).choices[0].finish_reason).toBe('content_filter');
      expect(scene.second.calls).toHaveLength(0);
    });

    test('a caller who leaves takes the call along', async () => {
      scene.vertex.mood = { kind: 'wait', texts: [], gate: never };
      const leaving = new AbortController();
      const left = expect(scene.ask(true, leaving.signal)).rejects.toThrow();
      await until(() => scene.vertex.calls.length === 1);
      leaving.abort();
      await left;
      await until(() => scene.vertex.left === 1);
      expect(scene.second.calls).toHaveLength(0);
    });

    test('a model that is down is called three times', async () => {
      scene.vertex.mood = google(503, 'UNAVAILABLE');
      for (let caller = 0; caller < 6; caller += 1) expect((await scene.ask(false)).status).toBe(200);
      expect(scene.vertex.calls).toHaveLength(3);
    });
  });
});
