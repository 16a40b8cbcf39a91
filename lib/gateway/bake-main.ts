/** What `bake.js` exports: a `Bake` with the bundles that lie beside it, and the judgement of what it would bake. */
import type { Bake, Judge } from '../contract/bake-request';
import { answerRuleProblems } from './answer-rules';
import { bake as bakeFrom } from './bake';
import { goldenProblems } from './golden-rules';
import { readPacks } from './respond/read-packs';

export const bake: Bake = (request) => bakeFrom(request, __dirname);

export const judge: Judge = {
  packs: (responsesDirectory) => {
    const packs = readPacks(responsesDirectory);
    return packs.kind === 'problems' ? packs.problems : [];
  },
  answers: (routes) => [...answerRuleProblems(routes), ...goldenProblems(routes)],
};
