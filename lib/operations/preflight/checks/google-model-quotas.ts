import { ladderOf } from '../../../contract/ladder';
import type { Check } from '../check';
import { pass, unknown } from '../finding';

/** @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/quotas-genai */
const SHARED = /^gemini-([2-9]|\d\d)/;

/** From Gemini 2 on nobody has a quota of his own: what there is, is shared. */
export const googleModelQuotas: Check = {
  id: 'google-model-quotas',
  cloud: 'google',
  asks: 'has a model of Vertex AI a quota that would have to be granted? (Gemini from 2 on has none)',
  async run({ topology }) {
    const models = (topology.google?.cells ?? []).flatMap(({ id }) =>
      ladderOf(id, topology.ladder).flatMap(({ on: { google } }) => (google?.kind === 'vertex' ? [google.model] : [])),
    );
    return [...new Set(models)].map((model) =>
      SHARED.test(model)
        ? pass(model, 'none to be granted: Vertex AI shares its capacity among all (dynamic shared quota)')
        : unknown(
            model,
            'not asked, because nobody knows here by what name Vertex AI limits this model',
            "look at the project's quotas of Vertex AI yourself; `understudy quotas` says what a cell may have to carry",
          ),
    );
  },
};
