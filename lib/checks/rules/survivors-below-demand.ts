import { fleetsOf } from '../fleets';
import { type Rule, violation } from '../rule';

export const survivorsBelowDemand: Rule = {
  id: 'survivors-below-demand',
  family: 'capacity',
  severity: 'warning',
  fails: 'When a cell is lost, those that remain do not carry the declared demand',
  why: 'The load of the lost cell falls upon them at once; what they cannot carry is refused, or falls to the next tier, for as long as the outage lasts.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html',
  mend: 'Choose the posture active-active, or accept with a reason what it leaves uncovered.',
  judge: (estate) =>
    fleetsOf(estate).flatMap(({ intent: { compute }, stack }) =>
      (compute?.uncovered ?? []).map((sentence) =>
        violation(stack, sentence, { found: `posture ${compute?.posture}` }),
      ),
    ),
};
