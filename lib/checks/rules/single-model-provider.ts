import { cloudOf, fleetsOf, ladderOf, providerOf } from '../fleets';
import { type Rule, violation } from '../rule';

export const singleModelProvider: Rule = {
  id: 'single-model-provider',
  family: 'single-point',
  severity: 'error',
  fails: 'A route is answered at its floor by one model provider alone',
  why: 'When the provider goes dark, as OpenAI did for four hours in December 2024, nothing that the route accepts answers, in any cell.',
  source: 'https://status.openai.com/incidents/ctrsv3lwd797',
  mend: 'Add a rung of another provider, or compute of your own, at or above the floor; or lower the floor.',
  judge: (estate, { survive }) =>
    !survive.includes('any-provider')
      ? []
      : fleetsOf(estate).flatMap(({ intent: { cells, ladder, routes }, stack }) =>
          routes.flatMap(({ name, floor }) => {
            const answering = cells.flatMap((cell) =>
              ladderOf(cell, ladder)
                .filter(({ tier }) => tier <= floor)
                .map((rung) => providerOf(rung, cloudOf(cell)) ?? `${rung.name} in ${cell}`),
            );
            const [provider, ...others] = [...new Set(answering)];
            return provider !== undefined && others.length === 0
              ? [
                  violation(stack, `The route ${name} has no other provider at its floor of ${floor}.`, {
                    found: provider,
                  }),
                ]
              : [];
          }),
        ),
};
