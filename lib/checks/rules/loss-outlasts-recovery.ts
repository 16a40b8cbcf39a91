import { entryNode, missedBy } from '../faults';
import { type Rule, violation } from '../rule';

export const lossOutlastsRecovery: Rule = {
  id: 'loss-outlasts-recovery',
  family: 'graph',
  severity: 'error',
  fails: 'After a loss that is to be survived, clients are back later than the recovery objective',
  why: 'Detection, the propagation of the new state, failover level by level and what resolvers keep add up along the whole path, whatever each is alone.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html',
  mend: 'Shorten what adds up (10 s checks, a threshold of 3, a TTL of 60 s at most), or ask for a longer recovery.',
  judge: (estate, objectives) =>
    missedBy(estate, objectives)
      .filter(({ late }) => late)
      .map(({ faults, why }) =>
        violation(entryNode(estate), `Without ${faults} it takes ${why}.`, {
          found: faults,
          allowed: `${objectives.recoverySeconds} s`,
        }),
      ),
};
