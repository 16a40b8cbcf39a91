import { fleetsOf, ladderOf } from '../fleets';
import { type Rule, violation } from '../rule';

export const ladderWithoutDeterministicTier: Rule = {
  id: 'ladder-without-deterministic-tier',
  family: 'ai',
  severity: 'warning',
  fails: 'A cell has no deterministic rung',
  why: 'When all models are gone there is nothing that needs no network and no model, and every request ends in an error.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_graceful_degradation.html',
  mend: 'End the ladder with a deterministic rung.',
  judge: (estate) =>
    fleetsOf(estate).flatMap(({ intent: { cells, ladder }, stack }) =>
      cells
        .filter(
          (cell) =>
            !ladderOf(cell, ladder).some(({ on }) =>
              Object.values(on).some((source) => source?.kind === 'deterministic'),
            ),
        )
        .map((cell) => violation(stack, `${cell} has nothing that always answers.`)),
    ),
};
