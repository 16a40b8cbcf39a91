import type { ModelSource, Rung } from '../../../lib/contract/ladder';
import type { AwsPlatform, GooglePlatform } from '../../../lib/gateway/platform/platform';
import { providerOf } from '../../../lib/gateway/providers/provider-of';
import { ManualClock } from '../support/manual-clock';

const dark = () => Promise.reject(new Error('dark'));
const stores = { readSecret: dark, bucket: () => ({ get: dark, put: dark, create: dark }) };
const aws: AwsPlatform = { ...stores, cloud: 'aws', region: 'eu-west-1' };
const google: GooglePlatform = {
  ...stores,
  cloud: 'google',
  region: 'europe-west4',
  project: 'acme-ai',
  accessToken: dark,
  identityTokens: () => dark,
};

const bedrock: ModelSource = { kind: 'bedrock', model: 'anthropic.claude-x', profile: 'eu' };
const vertex: ModelSource = { kind: 'vertex', model: 'gemini-2.5-pro', location: 'eu' };
const endpoint: ModelSource = { kind: 'openai-compatible', url: 'http://127.0.0.1:9/v1', model: 'qwen' };
const weights = { repository: 'Qwen/Qwen3-8B-FP8', revision: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` };
const own: ModelSource = {
  kind: 'vllm',
  url: 'https://own-1.{region}.run.app/v1',
  model: 'Qwen/Qwen3-8B-FP8',
  weights,
  machine: 'nvidia-l4',
};
const script: ModelSource = { kind: 'deterministic' };

test.each([
  ['aws', bedrock, 'eu.anthropic.claude-x'],
  ['aws', vertex, undefined],
  ['aws', endpoint, 'qwen'],
  ['aws', own, 'Qwen/Qwen3-8B-FP8'],
  ['aws', script, 'deterministic'],
  ['google', bedrock, undefined],
  ['google', vertex, 'gemini-2.5-pro'],
  ['google', endpoint, 'qwen'],
  ['google', own, 'Qwen/Qwen3-8B-FP8'],
  ['google', script, 'deterministic'],
] as const)('on %s the source %j is called as %s', (cloud, source, model) => {
  const rung: Rung = { name: 'frontier', tier: 1, on: { [cloud]: source } };
  const platform = cloud === 'aws' ? aws : google;
  const around = {
    platform,
    environment: {},
    respond: () => ({ text: '', by: { kind: 'canned' } as const }),
    clock: new ManualClock(),
  };
  expect(providerOf(rung, source, around)?.model).toBe(model);
});
