import type { CellId } from './cell';
import type { BedrockProfile, ModelSource, Rung } from './ladder';

type Geography = 'eu' | 'us' | 'apac';

/**
 * The geography whose inference profiles a Region may call, or undefined where Bedrock has none for it.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
export function bedrockGeography(region: string): Geography | undefined {
  if (region.startsWith('eu-')) return 'eu';
  if (region.startsWith('us-') && !region.startsWith('us-gov-')) return 'us';
  if (region.startsWith('ap-')) return 'apac';
  return undefined;
}

/** The prefix of a profile's id as called from a Region: `eu` of `eu.anthropic.…`. */
export function bedrockProfilePrefix(profile: BedrockProfile, region: string): string | undefined {
  return profile === 'geographic' ? bedrockGeography(region) : profile;
}

/** Where a rung processes what it is sent when this cell calls it; undefined means that it is not known or not bounded. */
export function residencyOf(rung: Rung, source: ModelSource, cell: CellId): readonly string[] | undefined {
  const region = cell.slice(cell.indexOf(':') + 1);
  switch (source.kind) {
    case 'bedrock': {
      const prefix = bedrockProfilePrefix(source.profile, region);
      return prefix === undefined || prefix === 'global' ? undefined : [prefix];
    }
    case 'vertex':
      if (source.location === 'global') return undefined;
      return [source.location === 'cell' ? googleGeography(region) : source.location];
    case 'openai-compatible':
      return rung.residency;
    case 'vllm':
    case 'llama-cpp':
    case 'deterministic':
      return [cell.startsWith('aws:') ? (bedrockGeography(region) ?? region) : googleGeography(region)];
  }
}

/** May a request behind this fence be processed there? No fence lets everything in; what is not known is outside. */
export function insideFence(residency: readonly string[] | undefined, fence: readonly string[]): boolean {
  if (fence.length === 0) return true;
  return residency !== undefined && residency.length > 0 && residency.every((place) => fence.includes(place));
}

function googleGeography(region: string): string {
  return region.startsWith('europe-') ? 'eu' : region.startsWith('us-') ? 'us' : region;
}
