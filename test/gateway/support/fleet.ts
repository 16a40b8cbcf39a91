import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { lazy } from '../../../lib/gateway/lazy';
import { readPacks } from '../../../lib/gateway/respond/read-packs';

export const API_KEY = 'a-key-of-the-tests';

export const PROBER_KEY = 'the-key-of-a-prober';

export const RESPONSES = join(__dirname, '../../../responses');

const route = { queue: 'never', residency: [], durability: 'region', otherCloudDown: 'refuse' } as const;

/** A ladder of three tiers, with routes that tell its edges apart. */
export const config: ServingConfig = {
  version: 1,
  service: 'assistant',
  ladder: [
    {
      name: 'frontier',
      tier: 1,
      on: { aws: { kind: 'bedrock', model: 'anthropic.claude-x', profile: 'geographic' } },
    },
    {
      name: 'open-weights',
      tier: 2,
      on: { aws: { kind: 'openai-compatible', url: 'http://127.0.0.1:9/v1', model: 'qwen' } },
      residency: ['eu'],
    },
    { name: 'script', tier: 3, on: { aws: { kind: 'deterministic' } } },
  ],
  routes: [
    { ...route, name: 'chat', deadlineSeconds: 60, floor: 3 },
    { ...route, name: 'extract', deadlineSeconds: 20, floor: 2 },
    { ...route, name: 'abroad', deadlineSeconds: 20, floor: 3, residency: ['us'] },
    { ...route, name: 'told', deadlineSeconds: 60, floor: 3, logContent: true, brokenStream: 'restart' },
  ],
};

const corpus = lazy(() => {
  const packs = readPacks(RESPONSES);
  if (packs.kind === 'problems') throw new Error(JSON.stringify(packs.problems));
  return packs.corpus;
});

/** A directory such as the bake makes, with a file of key digests beside; removed by `remove`. */
export function bakedDirectory(served = config): {
  readonly directory: string;
  readonly keysFile: string;
  remove(): void;
} {
  const directory = mkdtempSync(join(tmpdir(), 'understudy-gateway-'));
  writeFileSync(join(directory, 'config.json'), JSON.stringify(served));
  writeFileSync(join(directory, 'corpus.json'), JSON.stringify(corpus()));
  const keysFile = join(directory, 'keys.json');
  writeFileSync(keysFile, JSON.stringify({ digests: [digestOf('another'), digestOf(API_KEY)] }));
  return { directory, keysFile, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

export function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
