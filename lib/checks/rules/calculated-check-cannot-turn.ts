import { Unknown } from '../../estate/value';
import { healthChecksOf } from '../../estate/views/health-checks';
import { type Rule, undecided, violation } from '../rule';

export const calculatedCheckCannotTurn: Rule = {
  id: 'calculated-check-cannot-turn',
  family: 'failover',
  severity: 'error',
  fails: 'A calculated health check can never change',
  why: 'With a threshold of 0 it is healthy whatever its children say, with one above their number never: the record fails over never, or always.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html',
  mend: 'Set HealthThreshold between 1 and the number of children.',
  judge: (estate) =>
    healthChecksOf(estate).flatMap(({ node, type, children, healthThreshold }) => {
      if (type !== 'CALCULATED' || children instanceof Unknown) return [];
      if (healthThreshold instanceof Unknown) {
        return [undecided(node, 'whether its threshold can be met', healthThreshold)];
      }
      const threshold = healthThreshold ?? 0;
      return threshold >= 1 && threshold <= children.length
        ? []
        : [violation(node, 'Its children decide nothing.', { found: `${threshold} of ${children.length}` })];
    }),
};
