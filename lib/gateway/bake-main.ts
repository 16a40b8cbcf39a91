/** What `bake.js` exports: a `Bake` with the bundles that lie beside it, and the judgement of response packs alone. */
import type { Bake, JudgePacks } from '../contract/bake-request';
import { bake as bakeFrom } from './bake';
import { readPacks } from './respond/read-packs';

export const bake: Bake = (request) => bakeFrom(request, __dirname);

export const judgePacks: JudgePacks = (responsesDirectory) => {
  const packs = readPacks(responsesDirectory);
  return packs.kind === 'problems' ? packs.problems : [];
};
