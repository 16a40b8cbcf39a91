import { Unknown } from '../../estate/value';
import { ecsServicesOf } from '../../estate/views/ecs-services';
import { awsCells } from '../fleets';
import { type Rule, undecided, violation } from '../rule';

export const warmComputeNotDeployed: Rule = {
  id: 'warm-compute-not-deployed',
  family: 'capacity',
  severity: 'error',
  fails: 'A cell runs fewer instances of its own compute than the fleet counts on',
  why: 'The sum by which the survivors carry the load was made with instances that the template does not start.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html',
  mend: 'Let the construct set the count, and do not lower it by an override.',
  judge: (estate) =>
    awsCells(estate).flatMap(({ stack, cell, intent }) => {
      const expected = (intent.compute?.services ?? [])
        .filter((one) => one.cell === cell)
        .reduce((sum, { warm }) => sum + warm, 0);
      if (expected === 0) return [];
      const counts = ecsServicesOf(estate)
        .filter(({ node }) => node.stack === stack)
        .map(({ least }) => least);
      const unknown = counts.find((count) => count instanceof Unknown);
      if (unknown !== undefined) return [undecided(stack, 'how many tasks it starts', unknown)];
      const warm = (counts as number[]).reduce((sum, count) => sum + count, 0);
      return warm >= expected
        ? []
        : [
            violation(stack, `${cell} is counted on for more.`, {
              found: `${warm} tasks`,
              allowed: `${expected} or more`,
            }),
          ];
    }),
};
