import { BedrockProfile } from '../../lib/aws/bedrock-profile';
import { Rung } from '../../lib/aws/rung';
import { VertexLocation } from '../../lib/aws/vertex-location';
import type { RungDocument } from '../../lib/topology/serving-document';

// As JSON, where a member that was left out is not there.
const written = (rung: Rung) => JSON.parse(JSON.stringify(rung._document));

test.each<[string, Rung, RungDocument]>([
  [
    'bedrock, the least',
    Rung.bedrock({ name: 'frontier', model: 'amazon.nova-pro-v1:0' }),
    { tier: 1, name: 'frontier', aws: { bedrock: { model: 'amazon.nova-pro-v1:0' } } },
  ],
  [
    'bedrock, a smaller model through the global profile, in one cell',
    Rung.bedrock({
      name: 'small',
      tier: 2,
      model: 'amazon.nova-micro-v1:0',
      profile: BedrockProfile.GLOBAL,
      cells: ['aws:eu-west-1'],
    }),
    {
      tier: 2,
      name: 'small',
      aws: { bedrock: { model: 'amazon.nova-micro-v1:0', profile: 'global' } },
      cells: ['aws:eu-west-1'],
    },
  ],
  [
    'vertex',
    Rung.vertex({ name: 'gemini', model: 'gemini-2.5-pro', location: VertexLocation.EU }),
    { tier: 1, name: 'gemini', google: { vertex: { model: 'gemini-2.5-pro', location: 'eu' } } },
  ],
  [
    'OpenAI-compatible',
    Rung.openAiCompatible({
      name: 'own',
      url: 'https://llm.example.net/v1',
      model: 'qwen3-8b',
      residency: ['eu'],
      sharesFateWith: ['on-premises'],
    }),
    {
      tier: 2,
      name: 'own',
      openAiCompatible: { url: 'https://llm.example.net/v1', model: 'qwen3-8b' },
      residency: ['eu'],
      sharesFateWith: ['on-premises'],
    },
  ],
  [
    'vLLM',
    Rung.vllm({
      name: 'own',
      model: 'Qwen/Qwen3-8B-FP8',
      revision: 'a'.repeat(40),
      digest: `sha256:${'b'.repeat(64)}`,
      cells: ['aws:eu-west-1'],
      instanceType: 'g6.2xlarge',
      gigabytes: 9.5,
      throughput: { inputTokensPerSecond: 2000, outputTokensPerSecond: 300 },
    }),
    {
      tier: 2,
      name: 'own',
      aws: {
        vllm: {
          model: 'Qwen/Qwen3-8B-FP8',
          revision: 'a'.repeat(40),
          digest: `sha256:${'b'.repeat(64)}`,
          instanceType: 'g6.2xlarge',
          gigabytes: 9.5,
          throughput: { inputTokensPerSecond: 2000, outputTokensPerSecond: 300 },
        },
      },
      cells: ['aws:eu-west-1'],
    },
  ],
  [
    'llama.cpp',
    Rung.llamaCpp({
      name: 'small',
      model: 'Qwen/Qwen3-1.7B-GGUF',
      file: 'Qwen3-1.7B-Q8_0.gguf',
      revision: 'a'.repeat(40),
      digest: `sha256:${'b'.repeat(64)}`,
      vcpus: 4,
      throughput: { inputTokensPerSecond: 200, outputTokensPerSecond: 30 },
    }),
    {
      tier: 2,
      name: 'small',
      aws: {
        llamaCpp: {
          model: 'Qwen/Qwen3-1.7B-GGUF',
          file: 'Qwen3-1.7B-Q8_0.gguf',
          revision: 'a'.repeat(40),
          digest: `sha256:${'b'.repeat(64)}`,
          vcpus: 4,
          throughput: { inputTokensPerSecond: 200, outputTokensPerSecond: 30 },
        },
      },
    },
  ],
  [
    'deterministic',
    Rung.deterministic({ name: 'script', responses: './responses' }),
    { tier: 3, name: 'script', deterministic: { responses: './responses' } },
  ],
])('%s is the entry that serving.yaml would have', (_, rung, document) => {
  expect(written(rung)).toEqual(document);
});
