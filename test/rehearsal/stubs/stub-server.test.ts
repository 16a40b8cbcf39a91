import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import OpenAI from 'openai';
import type { Rung } from '../../../lib/contract/ladder';
import { type Stubs, startStubs } from '../../../lib/rehearsal/stubs/stub-server';

const ladder: readonly Rung[] = [
  { name: 'frontier', tier: 1, on: { aws: { kind: 'bedrock', model: 'acme.large-v1:0', profile: 'eu' } } },
  {
    ...{ name: 'open-weights', tier: 2, residency: ['eu'] },
    on: { aws: { kind: 'openai-compatible', url: 'https://llm.example.net/v1', model: 'small' } },
  },
];
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
const messages = [{ role: 'user' as const, content: [{ text: 'Hello there' }] }];
const GOLDEN = { ask: 'When do you open?', example: 'We open at nine.' };
const MODEL = 'eu.acme.large-v1:0';

let stubs: Stubs;
let bedrock: BedrockRuntimeClient;
let openai: OpenAI;

beforeEach(async () => {
  const secrets = new Map([['fleet/keys', '{"digests":["a"]}']]);
  stubs = await startStubs({ cell: 'aws:eu-west-1', ladder, secrets, golden: [{ ...GOLDEN, expect: {} }] });
  bedrock = new BedrockRuntimeClient({
    ...{ region: 'eu-west-1', credentials, endpoint: stubs.endpoints.bedrock, maxAttempts: 1 },
    // As the gateway has it: the stub speaks HTTP/1.1, and the client's own default here is HTTP/2.
    requestHandler: new NodeHttpHandler(),
  });
  openai = new OpenAI({ apiKey: 'any', baseURL: stubs.endpoints.openAiCompatible('open-weights'), maxRetries: 0 });
});

afterEach(async () => {
  bedrock.destroy();
  await stubs.close();
});

const ask = { model: 'small', messages: [{ role: 'user' as const, content: 'Hello there' }] };

test('Bedrock’s own client reads a whole answer, which says that it is a stub’s', async () => {
  const answer = await bedrock.send(new ConverseCommand({ modelId: MODEL, messages }));
  expect(answer.output?.message?.content?.[0]?.text).toBe(`[stub of ${MODEL} in eu-west-1] You said: Hello there`);
  expect(answer.stopReason).toBe('end_turn');
  expect(answer.usage?.inputTokens).toBe(2);
});

test('Bedrock’s own client reads a streamed answer', async () => {
  const answer = await bedrock.send(new ConverseStreamCommand({ modelId: MODEL, messages }));
  let text = '';
  const kinds: string[] = [];
  for await (const event of answer.stream ?? []) {
    text += event.contentBlockDelta?.delta?.text ?? '';
    kinds.push(Object.keys(event)[0]);
  }
  expect(text).toBe(`[stub of ${MODEL} in eu-west-1] You said: Hello there`);
  expect(kinds[0]).toBe('messageStart');
  expect(kinds.slice(-3)).toEqual(['contentBlockStop', 'messageStop', 'metadata']);
});

test('a model that no rung of the cell names is not found', async () => {
  const asked = bedrock.send(new ConverseCommand({ modelId: 'eu.acme.other', messages }));
  await expect(asked).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('OpenAI’s own client reads whole and streamed answers', async () => {
  const whole = await openai.chat.completions.create(ask);
  expect(whole.choices[0].message.content).toBe('[stub of small in eu-west-1] You said: Hello there');
  let streamed = '';
  let usage: number | undefined;
  const stream = await openai.chat.completions.create({
    ...ask,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of stream) {
    streamed += chunk.choices[0]?.delta.content ?? '';
    usage = chunk.usage?.prompt_tokens ?? usage;
  }
  expect(streamed).toBe(whole.choices[0].message.content);
  expect(usage).toBe(2);
});

test('a throttled rung says so in its service’s words, and its neighbour does not', async () => {
  stubs.behaviours.set('frontier', 'throttle');
  const asked = bedrock.send(new ConverseCommand({ modelId: MODEL, messages }));
  await expect(asked).rejects.toMatchObject({ name: 'ThrottlingException' });
  await expect(openai.chat.completions.create(ask)).resolves.toBeDefined();
  stubs.behaviours.set('open-weights', 'throttle');
  await expect(openai.chat.completions.create(ask)).rejects.toMatchObject({ status: 429 });
});

test('garbage is well-formed and says nothing', async () => {
  stubs.behaviours.set('frontier', 'garbage');
  stubs.behaviours.set('open-weights', 'garbage');
  const answer = await bedrock.send(new ConverseCommand({ modelId: MODEL, messages }));
  expect(answer.output?.message?.content?.[0]?.text).toBe('');
  expect((await openai.chat.completions.create(ask)).choices[0].message.content).toBe('');
});

test('a golden prompt is answered as it is expected, and nonsense is no answer to it', async () => {
  const asked = { model: 'small', messages: [{ role: 'user' as const, content: GOLDEN.ask }] };
  const said = async () => (await openai.chat.completions.create(asked)).choices[0].message.content;
  expect(await said()).toBe(GOLDEN.example);
  stubs.behaviours.set('open-weights', 'nonsense');
  expect(await said()).toMatch(/^\[stub of small in eu-west-1\] \w+( \w+)+\.$/);
  expect(await said()).not.toContain(GOLDEN.example);
});

test('a rung that is gone breaks the connection, until it is restored', async () => {
  stubs.behaviours.set('frontier', 'refuse');
  stubs.behaviours.set('open-weights', 'refuse');
  await expect(bedrock.send(new ConverseCommand({ modelId: MODEL, messages }))).rejects.toThrow();
  await expect(openai.chat.completions.create(ask)).rejects.toThrow(/Connection error/);
  stubs.behaviours.set('open-weights', 'ok');
  await expect(openai.chat.completions.create(ask)).resolves.toBeDefined();
});

test('Secrets Manager’s own client reads the secrets that are there, and no others', async () => {
  const client = new SecretsManagerClient({
    ...{ region: 'eu-west-1', credentials, endpoint: stubs.endpoints.secrets, maxAttempts: 1 },
  });
  const found = await client.send(new GetSecretValueCommand({ SecretId: 'fleet/keys' }));
  expect(found.SecretString).toBe('{"digests":["a"]}');
  const missing = client.send(new GetSecretValueCommand({ SecretId: 'other' }));
  await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  client.destroy();
});

test('S3’s own client reads what it wrote, and misses what nobody did', async () => {
  const client = new S3Client({ region: 'eu-west-1', credentials, endpoint: stubs.endpoints.s3, maxAttempts: 1 });
  const Bucket = 'state-111122223333-eu-west-1';
  await client.send(new PutObjectCommand({ Bucket, Key: 'keys/last-good.json', Body: '{"digests":[]}' }));
  const found = await client.send(new GetObjectCommand({ Bucket, Key: 'keys/last-good.json' }));
  expect(await found.Body?.transformToString()).toBe('{"digests":[]}');
  const missing = client.send(new GetObjectCommand({ Bucket, Key: 'health/aws:eu-west-1.json' }));
  await expect(missing).rejects.toMatchObject({ name: 'NoSuchKey' });
  const anew = { Bucket, Key: 'keys/last-good.json', Body: 'taken', IfNoneMatch: '*' };
  await expect(client.send(new PutObjectCommand(anew))).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await client.send(new PutObjectCommand({ ...anew, Key: 'new' }));
  stubs.objects.set(`${Bucket}/health/aws:eu-west-1.json`, Buffer.from('{}'));
  const state = await client.send(new GetObjectCommand({ Bucket, Key: 'health/aws:eu-west-1.json' }));
  expect(await state.Body?.transformToString()).toBe('{}');
  client.destroy();
});
