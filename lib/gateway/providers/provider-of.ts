import { endpointOverride } from '../../contract/environment';
import type { ModelSource, OpenAiCompatibleSource, Rung } from '../../contract/ladder';
import type { ReadSecret } from '../aws/secrets';
import type { Clock } from '../clock';
import type { Provider } from '../ladder/provider';
import { Refreshed } from '../refreshed';
import type { Responder } from '../respond/responder';
import { bedrockProvider } from './bedrock/bedrock';
import { deterministicProvider } from './deterministic';
import { openAiCompatibleProvider } from './openai/openai-compatible';

/** What providers need of the cell that they run in. */
export interface Surroundings {
  readonly region: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readSecret: ReadSecret;
  readonly respond: Responder;
  readonly clock: Clock;
}

/** What answers on a rung; undefined for a source that cannot be called from here. */
export function providerOf(rung: Rung, source: ModelSource, around: Surroundings): Provider | undefined {
  switch (source.kind) {
    case 'bedrock':
      return bedrockProvider(source, around.region);
    case 'openai-compatible':
      return openAiCompatibleProvider({
        url: around.environment[endpointOverride(rung.name)] ?? source.url,
        model: source.model,
        apiKey: apiKeyOf(source, around),
      });
    case 'deterministic':
      return deterministicProvider(around.respond);
    case 'vertex':
      return undefined;
  }
}

/** A key that was rotated is known after a minute; one that cannot be read again stays good. */
function apiKeyOf({ apiKeySecret }: OpenAiCompatibleSource, { readSecret, clock }: Surroundings) {
  if (apiKeySecret === undefined) return async () => undefined;
  const key = new Refreshed(() => readSecret(apiKeySecret), { clock, refreshAfter: 60_000, waitAfter: 600_000 });
  return async () => {
    const text = await key.get();
    if (text === undefined) throw new Error(`the secret ${apiKeySecret} cannot be read`);
    return text.trim();
  };
}
