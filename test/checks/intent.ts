import type { FleetMetadata } from '../../lib/contract/metadata';

export const FRONTIER = {
  name: 'frontier',
  tier: 1,
  on: { aws: { kind: 'bedrock', model: 'anthropic.claude-sonnet-4-5-20250929-v1:0', profile: 'geographic' } },
} as const satisfies FleetMetadata['ladder'][number];

export const OPEN_WEIGHTS = {
  name: 'open-weights',
  tier: 2,
  on: { aws: { kind: 'openai-compatible', url: 'https://llm.example.net/v1', model: 'qwen3-8b' } },
  residency: ['eu'],
} as const satisfies FleetMetadata['ladder'][number];

export const SCRIPT = {
  name: 'script',
  tier: 3,
  on: { aws: { kind: 'deterministic' } },
} as const satisfies FleetMetadata['ladder'][number];

export const CHAT = {
  name: 'chat',
  deadlineSeconds: 20,
  floor: 3,
  queue: 'never',
  residency: [],
  durability: 'region',
  otherCloudDown: 'refuse',
} as const satisfies FleetMetadata['routes'][number];

/** What a fleet of one cell without models of others says of itself. */
export const intent = (changes: Partial<FleetMetadata> = {}): FleetMetadata => ({
  version: 1,
  service: 'assistant',
  domain: 'ai.example.com',
  prefer: 'locality',
  cells: ['aws:eu-west-1'],
  ladder: [OPEN_WEIGHTS, SCRIPT],
  routes: [CHAT],
  objectives: { recoverySeconds: 150, survive: [] },
  part: { kind: 'cell', cell: 'aws:eu-west-1' },
  ...changes,
});
