import { endpointOverride } from '../../contract/environment';
import type { ModelSource, OpenAiCompatibleSource, Rung } from '../../contract/ladder';
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
    case 'deterministic':
      return deterministicProvider(around.respond);
    case 'vertex':
      if (platform.cloud !== 'google') return undefined;
      return vertexProvider(source, { ...platform, url: around.environment[endpointOverride(rung.name)] });
  }
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
