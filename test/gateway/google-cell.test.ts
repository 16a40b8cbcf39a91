import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { bundle, ENTRIES } from '../../bin/bundle';
import type { Bake } from '../../lib/contract/bake-request';
import type { ServingConfig } from '../../lib/contract/serving-config';
import { FakeGoogle } from './support/fake-google';
import { FakeOpenAi } from './support/fake-openai';
import { FakeVertex, type VertexMood } from './support/fake-vertex';
import { API_KEY, digestOf, config as fleet, RESPONSES } from './support/fleet';
import { type GatewayProcess, startGateway } from './support/gateway-process';
import { gate, type Listening, listen } from './support/listen';
import { until } from './support/until';

/**
 * A cell on Google as it is deployed: the bundle, run by plain Node, with what Cloud Run tells it and no variable of
 * AWS; over real sockets, with everything that it calls on this machine.
 */
const CELL = 'google:europe-west4';

const deterministic = { kind: 'deterministic' } as const;
const openWeights = {
  kind: 'openai-compatible',
  url: 'http://127.0.0.1:9/v1',
  model: 'qwen',
  apiKeySecret: 'understudy/llm',
} as const;

const config: ServingConfig = {
  ...fleet,
  ladder: [
    {
      name: 'frontier',
      tier: 1,
      on: {
        aws: { kind: 'bedrock', model: 'anthropic.claude-x', profile: 'geographic' },
        google: { kind: 'vertex', model: 'gemini-2.5-pro', location: 'eu' },
      },
    },
    {
      name: 'worldwide',
      tier: 1,
      on: { google: { kind: 'vertex', model: 'claude-sonnet-4-5@20250929', location: 'global' } },
    },
    { name: 'bedrock-alone', tier: 1, on: { aws: { kind: 'bedrock', model: 'amazon.nova', profile: 'eu' } } },
    { name: 'open-weights', tier: 2, on: { aws: openWeights, google: openWeights }, residency: ['eu'] },
    { name: 'script', tier: 3, on: { aws: deterministic, google: deterministic } },
  ],
  routes: [...fleet.routes, { ...fleet.routes[0], name: 'fenced', residency: ['eu'] }],
};

const root = mkdtempSync(join(tmpdir(), 'understudy-google-'));
const script = join(root, 'asset/index.js');
const google = new FakeGoogle();
const gemini = new FakeVertex();
const claude = new FakeVertex();
const own = new FakeOpenAi();
let sockets: Record<'google' | 'gemini' | 'claude' | 'own', Listening>;
let gateway: GatewayProcess | undefined;
let client: OpenAI;

beforeAll(async () => {
  for (const entry of ENTRIES.filter(({ bundle }) => bundle.startsWith('dist/gateway/'))) await bundle(entry, root);
  mkdirSync(join(root, 'asset'));
  const { bake } = require(join(root, 'dist/gateway/bake.js')) as { readonly bake: Bake };
  expect(bake({ config, responsesDirectory: RESPONSES, outputDirectory: join(root, 'asset') }).problems).toEqual([]);
  sockets = {
    google: await listen(google.listener),
    gemini: await listen(gemini.listener),
    claude: await listen(claude.listener),
    own: await listen(own.listener),
  };
});
afterAll(async () => {
  for (const socket of Object.values(sockets)) await socket.close();
  rmSync(root, { recursive: true, force: true });
});

const DARK: VertexMood = { kind: 'error', status: 503, body: { error: { code: 503, status: 'UNAVAILABLE' } } };

beforeEach(() => {
  google.fault = undefined;
  google.objects.clear();
  google.secrets.clear();
  google.secrets.set('acme-ai/assistant-gateway-keys', JSON.stringify({ digests: [digestOf(API_KEY)] }));
  google.secrets.set('acme-ai/understudy-llm', 'key-of-our-own\n');
  gemini.mood = { kind: 'answer', texts: ['from ', 'Gemini'] };
  claude.mood = { kind: 'answer', texts: ['from ', 'Claude'] };
  own.mood = { kind: 'answer', texts: ['from our ', 'own'] };
  for (const { calls } of [gemini, claude, own]) calls.length = 0;
});
afterEach(() => gateway?.kill());

async function start(cell = CELL, more: Record<string, string> = {}): Promise<GatewayProcess> {
  const environment = {
    K_SERVICE: 'assistant',
    // Cloud Run gives none; the tests keep to themselves.
    HOST: '127.0.0.1',
    UNDERSTUDY_CELL: cell,
    UNDERSTUDY_KEYS_SECRET: 'assistant-gateway-keys',
    UNDERSTUDY_STATE_BUCKET: 'state',
    GOOGLE_CLOUD_PROJECT: 'acme-ai',
    GCE_METADATA_HOST: new URL(sockets.google.url).host,
    UNDERSTUDY_GOOGLE_SECRETS_URL: sockets.google.url,
    UNDERSTUDY_GOOGLE_STORAGE_URL: sockets.google.url,
    UNDERSTUDY_ENDPOINT_URL_FRONTIER: sockets.gemini.url,
    UNDERSTUDY_ENDPOINT_URL_WORLDWIDE: sockets.claude.url,
    UNDERSTUDY_ENDPOINT_URL_OPEN_WEIGHTS: `${sockets.own.url}/v1`,
    ...more,
  };
  gateway = await startGateway(script, environment, join(__dirname, 'support/without-aws.js'));
  client = new OpenAI({ apiKey: API_KEY, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
  return gateway;
}

/** One answer, whole or put together from its stream. */
async function ask(stream: boolean, model = 'chat') {
  const messages = [{ role: 'user' as const, content: 'where is my parcel?' }];
  if (!stream) {
    const whole = await client.chat.completions.create({ model, messages });
    return { text: whole.choices[0].message.content, understudy: understudyOf(whole) };
  }
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of await client.chat.completions.create({ model, messages, stream })) chunks.push(chunk);
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
  return { text, understudy: understudyOf(chunks[0]) };
}

const understudyOf = (answer: object) => (answer as { understudy: Record<string, unknown> }).understudy;

describe.each([
  ['whole', false],
  ['streamed', true],
])('%s', (_case, stream) => {
  test.each([
    ['Gemini', 0, { tier: 1, rung: 'frontier', model: 'gemini-2.5-pro' }, 'from Gemini'],
    ['Claude', 1, { tier: 1, rung: 'worldwide', model: 'claude-sonnet-4-5@20250929' }, 'from Claude'],
    ['a model of our own', 2, { tier: 2, rung: 'open-weights', model: 'qwen' }, 'from our own'],
    ['the script', 3, { tier: 3, rung: 'script' }, /\S/],
  ])('%s answers, and no SDK of AWS is there for it', async (_name, dark, servedBy, text) => {
    if (dark > 0) gemini.mood = DARK;
    if (dark > 1) claude.mood = DARK;
    if (dark > 2) own.mood = { kind: 'status', status: 503 };
    const running = await start();
    const answer = await ask(stream);
    expect(answer.understudy).toMatchObject({ ...servedBy, cell: CELL });
    if (typeof text === 'string') expect(answer.text).toBe(text);
    else expect(answer.text).toMatch(text);
    expect(await running.end()).toEqual({ status: 0, said: JSON.stringify({ clients: [] }) });
  });
});

test('a cell on AWS, watched the same way, is seen to load the SDK', async () => {
  const aws = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  const running = await start('aws:eu-west-1', aws);
  await expect(ask(false)).rejects.toMatchObject({ code: 'keys-unavailable' });
  expect(JSON.parse((await running.end()).said)).toEqual({ clients: ['s3', 'secretsmanager'] });
});

test('each is asked with the credentials that its own cell reads', async () => {
  await start();
  gemini.mood = DARK;
  claude.mood = DARK;
  await ask(false);
  expect(gemini.calls[0]).toMatchObject({
    token: 'Bearer token-1',
    path: '/v1/projects/acme-ai/locations/eu/publishers/google/models/gemini-2.5-pro:generateContent',
  });
  expect(claude.calls[0]).toMatchObject({
    token: 'Bearer token-1',
    path: '/v1/projects/acme-ai/locations/global/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict',
  });
  expect(own.calls[0].key).toBe('Bearer key-of-our-own');
});

test('behind a fence nobody is asked who may process anywhere', async () => {
  await start();
  gemini.mood = DARK;
  expect((await ask(false, 'fenced')).understudy).toMatchObject({ rung: 'open-weights' });
  expect(claude.calls).toHaveLength(0);
});

test('what Gemini’s filters block, no other model answers', async () => {
  await start();
  gemini.mood = { kind: 'raw', body: JSON.stringify({ promptFeedback: { blockReason: 'SAFETY' } }) };
  const answer = await client.chat.completions.create({ model: 'chat', messages: [{ role: 'user', content: 'x' }] });
  expect(answer.choices[0]).toMatchObject({ finish_reason: 'content_filter' });
  expect(claude.calls.length + own.calls.length).toBe(0);
});

describe('who may call', () => {
  const key = (apiKey: string) => client.withOptions({ apiKey }).models.list();

  test('is read from Secret Manager, and a copy kept in the bucket', async () => {
    await start();
    await expect(key('wrong')).rejects.toMatchObject({ status: 401 });
    await key(API_KEY);
    // Nobody waits for the copy but this test.
    await until(() => google.objects.has('state/keys/last-good.json'));
    expect(google.objects.get('state/keys/last-good.json')).toBe(google.secrets.get('acme-ai/assistant-gateway-keys'));
  });

  test('is read from the copy by a cell that starts while the secret cannot be read', async () => {
    google.objects.set('state/keys/last-good.json', JSON.stringify({ digests: [digestOf(API_KEY)] }));
    google.secrets.clear();
    await start();
    await key(API_KEY);
    await expect(key('wrong')).rejects.toMatchObject({ status: 401 });
  });

  test('is nobody while neither can be read', async () => {
    google.fault = 503;
    await start();
    await expect(key(API_KEY)).rejects.toMatchObject({ status: 503, code: 'keys-unavailable' });
  });
});

describe('health', () => {
  const write = (serving: string, preferred: string) => {
    const at = new Date().toISOString();
    const state = {
      version: 1,
      cell: CELL,
      at,
      periodSeconds: 60,
      serving,
      preferred,
      servingTier: 2,
      evidence: ['why'],
    };
    google.objects.set(`state/health/${CELL}.json`, JSON.stringify({ ...state, writer: 'prober' }));
  };
  const health = async (path: string) => {
    const response = await fetch(`${gateway?.url}/health/${path}`);
    return { status: response.status, body: await response.json() };
  };

  test('is the prober’s verdict from the cell’s bucket', async () => {
    write('good', 'bad');
    await start();
    expect(await health('serving')).toMatchObject({ status: 200, body: { verdict: 'good', evidence: ['why'] } });
    expect(await health('preferred')).toMatchObject({ status: 503, body: { verdict: 'bad', cell: CELL } });
  });

  test.each([
    ['no state has been written', undefined],
    ['the state is unreadable: INTERNAL', 500],
  ] as const)('is unknown, which removes nobody, where %s', async (evidence, fault) => {
    await start();
    // The token is in hand, and the bucket is dark.
    await client.models.list();
    google.fault = fault;
    expect(await health('serving')).toMatchObject({ status: 200, body: { verdict: 'unknown', evidence: [evidence] } });
    expect(await health('live')).toMatchObject({ status: 200 });
  });
});

test('told to end, it takes nobody more and ends the stream that it had begun', async () => {
  const ending = gate();
  claude.mood = { kind: 'wait', texts: ['early'], gate: ending.opened };
  gemini.mood = DARK;
  const running = await start();
  const messages = [{ role: 'user' as const, content: 'hi' }];
  const stream = await client.chat.completions.create({ model: 'chat', messages, stream: true });
  let said = '';
  let ended: ReturnType<GatewayProcess['end']> | undefined;
  for await (const chunk of stream) {
    said += chunk.choices[0]?.delta.content ?? '';
    if (said !== 'early' || ended !== undefined) continue;
    ended = running.end();
    await refusesConnections(running.url);
    ending.open();
  }
  expect(said).toBe('early');
  expect(await ended).toMatchObject({ status: 0 });
});

/** Settles once nobody listens any more; the test's own time-out bounds it. */
async function refusesConnections(url: string): Promise<void> {
  for (;;) {
    const refused = await fetch(`${url}/health/live`).then(
      () => false,
      () => true,
    );
    if (refused) return;
  }
}
