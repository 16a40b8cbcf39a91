import { endpointOverride } from '../../contract/environment';
import {
  type ModelSource,
  type OpenAiCompatibleSource,
  type OwnSource,
  REGION_PLACE,
  type Rung,
} from '../../contract/ladder';
import type { Clock } from '../clock';
import type { Provider } from '../ladder/provider';
import type { Platform } from '../platform/platform';
import { Refreshed } from '../refreshed';
import type { Responder } from '../respond/responder';
import { bedrockProvider } from './bedrock/bedrock';
import { deterministicProvider } from './deterministic';
import { openAiCompatibleProvider } from './openai/openai-compatible';
import { vertexProvider } from './vertex/vertex';

/** What providers need of the cell that they run in. */
export interface Surroundings {
  readonly platform: Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly respond: Responder;
  readonly clock: Clock;
}

/** What answers on a rung; undefined for a source that cannot be called from here. */
export function providerOf(rung: Rung, source: ModelSource, around: Surroundings): Provider | undefined {
  const { platform } = around;
  switch (source.kind) {
    case 'bedrock':
      return platform.cloud === 'aws' ? bedrockProvider(source, platform.region) : undefined;
    case 'openai-compatible':
      return openAiCompatibleProvider({
        url: around.environment[endpointOverride(rung.name)] ?? source.url,
        model: source.model,
        apiKey: apiKeyOf(source, around),
      });
    case 'vllm':
    case 'llama-cpp':
      return openAiCompatibleProvider({
        url: around.environment[endpointOverride(rung.name)] ?? urlOf(source, platform),
        model: source.model,
        apiKey: ownKeyOf(source, platform),
      });
    case 'deterministic':
      return deterministicProvider(around.respond);
    case 'vertex':
      if (platform.cloud !== 'google') return undefined;
      return vertexProvider(source, { ...platform, url: around.environment[endpointOverride(rung.name)] });
  }
}

/** On AWS it lies in the cell's own network, where nobody else calls it; Cloud Run asks for its invoker. */
function ownKeyOf(source: OwnSource, platform: Platform): () => Promise<string | undefined> {
  if (platform.cloud === 'aws') return async () => undefined;
  return platform.identityTokens(new URL(urlOf(source, platform)).origin);
}

function urlOf({ url }: OwnSource, { region }: Platform): string {
  return url.replace(REGION_PLACE, region);
}

/** A key that was rotated is known after a minute; one that cannot be read again stays good. */
function apiKeyOf({ apiKeySecret }: OpenAiCompatibleSource, { platform, clock }: Surroundings) {
  if (apiKeySecret === undefined) return async () => undefined;
  const key = new Refreshed(() => platform.readSecret(apiKeySecret), {
    clock,
    refreshAfter: 60_000,
    waitAfter: 600_000,
  });
  return async () => {
    const text = await key.get();
    if (text === undefined) throw new Error(`the secret ${apiKeySecret} cannot be read`);
    return text.trim();
  };
}
