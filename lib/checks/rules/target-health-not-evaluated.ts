import { Unknown } from '../../estate/value';
import { setMayFail } from '../dns/may-fail';
import { routedSets, setAt } from '../dns/record-sets';
import { type Rule, undecided, violation } from '../rule';

export const targetHealthNotEvaluated: Rule = {
  id: 'target-health-not-evaluated',
  family: 'failover',
  severity: 'error',
  fails: 'An alias above checked records does not evaluate their health',
  why: 'Route 53 enters the branch as if it were healthy and, once in, cannot back out: traffic is trapped among dead records while the other branch lives.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html',
  mend: 'Set EvaluateTargetHealth on the alias.',
  judge: (estate) =>
    routedSets(estate).flatMap(({ type, members }) =>
      members.flatMap(({ node, alias, healthCheck }) => {
        if (alias === undefined || healthCheck !== undefined || alias.evaluateTargetHealth === true) return [];
        const below = typeof alias.target === 'string' ? setAt(estate, alias.target, type) : undefined;
        if (below === undefined || setMayFail(estate, below) === false) return [];
        if (alias.evaluateTargetHealth instanceof Unknown) {
          return [undecided(node, 'whether the alias evaluates its target', alias.evaluateTargetHealth)];
        }
        return [violation(node, `The branch ${below.name} is entered even when all of it is unhealthy.`)];
      }),
    ),
};
