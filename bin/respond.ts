import { InvalidConfiguration } from '../lib/contract/problem';
import { readPacks } from '../lib/gateway/respond/read-packs';
import { responderOf } from '../lib/gateway/respond/responder';
import type { Respond } from '../lib/operations/respond';
import { loadServingFile } from '../lib/topology/load';

/**
 * Answers from the packs that a `serving.yaml` names, as every cell of it would; nothing is bundled or baked.
 * @throws InvalidConfiguration with all the mistakes of the declaration, or else of the packs
 */
export const respond: Respond = (config, prompt, metadata) => {
  const packs = readPacks(loadServingFile(config).responsesDirectory);
  if (packs.kind === 'problems') throw new InvalidConfiguration(packs.problems);
  return responderOf(packs.corpus)(prompt, metadata);
};
