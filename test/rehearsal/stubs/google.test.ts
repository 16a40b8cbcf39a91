import type { Rung } from '../../../lib/contract/ladder';
import { type Stubs, startStubs } from '../../../lib/rehearsal/stubs/stub-server';

const ladder: readonly Rung[] = [
  { name: 'frontier', tier: 1, on: { google: { kind: 'vertex', model: 'gemini-x', location: 'eu' } } },
];
const CELL = 'google:europe-west4';
let stubs: Stubs;

beforeEach(async () => {
  stubs = await startStubs({ cell: CELL, ladder, secrets: new Map([['understudy-llm', 'key']]), golden: [] });
});
afterEach(() => stubs.close());

const authorization = 'Bearer token-of-the-stub';
const said = '[stub of MODEL in europe-west4] You said: Hello there';

function generate(publisher: string, model: string, method: string): Promise<Response> {
  const turn = { role: 'user', [publisher === 'google' ? 'parts' : 'content']: [{ text: 'Hello there' }] };
  const body = publisher === 'google' ? { contents: [turn] } : { messages: [turn] };
  const path = `/v1/projects/acme/locations/eu/publishers/${publisher}/models/${model}:${method}`;
  const headers = { authorization, 'content-type': 'application/json' };
  return fetch(stubs.endpoints.vertex('frontier') + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

// biome-ignore lint/suspicious/noExplicitAny: two publishers' messages of many shapes
type Message = Record<string, any>;

/** The messages of an answer in server-sent events. */
async function messages(response: Response): Promise<Message[]> {
  const text = await response.text();
  return [...text.matchAll(/^data: (.*?)\r?$/gm)].map(([, data]) => JSON.parse(data));
}

test('Gemini answers whole and streamed, and says that it is a stub', async () => {
  const whole = await (await generate('google', 'gemini-x', 'generateContent')).json();
  expect(whole).toMatchObject({
    candidates: [{ content: { parts: [{ text: said.replace('MODEL', 'gemini-x') }] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 2 },
  });
  const streamed = await messages(await generate('google', 'gemini-x', 'streamGenerateContent?alt=sse'));
  const text = streamed.map(({ candidates }) => candidates[0].content.parts[0].text).join('');
  expect(text).toBe(said.replace('MODEL', 'gemini-x'));
  expect(streamed.map(({ candidates }) => candidates[0].finishReason).filter(Boolean)).toEqual(['STOP']);
});

test('Claude answers whole and streamed, and says that it is a stub', async () => {
  const whole = await (await generate('anthropic', 'claude-x@1', 'rawPredict')).json();
  const text = said.replace('MODEL', 'claude-x@1');
  expect(whole).toMatchObject({ type: 'message', content: [{ type: 'text', text }], stop_reason: 'end_turn' });
  const streamed = await messages(await generate('anthropic', 'claude-x@1', 'streamRawPredict'));
  expect(streamed.map(({ delta }) => delta?.text ?? '').join('')).toBe(text);
  expect([streamed[0].type, streamed.at(-1)?.type]).toEqual(['message_start', 'message_stop']);
});

test('it refuses for load, talks nonsense or is gone as it is told', async () => {
  stubs.behaviours.set('frontier', 'throttle');
  const throttled = await generate('google', 'gemini-x', 'generateContent');
  expect(throttled.status).toBe(429);
  expect(await throttled.json()).toMatchObject({ error: { status: 'RESOURCE_EXHAUSTED' } });
  stubs.behaviours.set('frontier', 'garbage');
  const garbage = await (await generate('google', 'gemini-x', 'generateContent')).json();
  expect(garbage).toMatchObject({ candidates: [{ content: { parts: [{ text: '' }] } }] });
  stubs.behaviours.set('frontier', 'refuse');
  await expect(generate('google', 'gemini-x', 'generateContent')).rejects.toThrow();
});

test('the metadata server gives a token to whoever knows what it is', async () => {
  const url = `http://${stubs.endpoints.googleMetadataHost}/computeMetadata/v1/instance/service-accounts/default/token`;
  expect((await fetch(url)).status).toBe(403);
  const token = await (await fetch(url, { headers: { 'metadata-flavor': 'Google' } })).json();
  expect(token).toMatchObject({ access_token: expect.stringContaining('stub'), token_type: 'Bearer' });
});

test('Secret Manager knows the secrets that it was given, and asks who wants to know', async () => {
  const read = (id: string, headers: Record<string, string> = { authorization }) =>
    fetch(`${stubs.endpoints.googleSecrets}/v1/projects/acme/secrets/${id}/versions/latest:access`, { headers });
  const { payload } = (await (await read('understudy-llm')).json()) as { payload: { data: string } };
  expect(Buffer.from(payload.data, 'base64').toString()).toBe('key');
  expect((await read('another')).status).toBe(404);
  expect((await read('understudy-llm', {})).status).toBe(401);
});

test('Cloud Storage gives back what was put there, by names with slashes', async () => {
  const { googleStorage } = stubs.endpoints;
  const headers = { authorization };
  const get = (name: string) =>
    fetch(`${googleStorage}/storage/v1/b/state/o/${encodeURIComponent(name)}?alt=media`, { headers });
  expect((await get('health/a.json')).status).toBe(404);
  const put = `${googleStorage}/upload/storage/v1/b/state/o?uploadType=media&name=health%2Fa.json`;
  expect((await fetch(put, { method: 'POST', headers, body: '{}' })).status).toBe(200);
  expect(await (await get('health/a.json')).text()).toBe('{}');
  expect(stubs.objects.get('state/health/a.json')?.toString()).toBe('{}');
});
