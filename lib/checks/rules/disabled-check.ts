import { Unknown } from '../../estate/value';
import { healthChecksOf } from '../../estate/views/health-checks';
import { type Rule, undecided, violation } from '../rule';

export const disabledCheck: Rule = {
  id: 'disabled-check',
  family: 'failover',
  severity: 'error',
  fails: 'A health check is disabled',
  why: 'It is not probed and counts as healthy (inverted: as unhealthy), so its record never fails over.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHealthCheck.html',
  mend: 'Enable it; to take an endpoint out, use a switch of its own.',
  judge: (estate) =>
    healthChecksOf(estate).flatMap(({ node, disabled }) => {
      if (disabled instanceof Unknown) return [undecided(node, 'whether the check is disabled', disabled)];
      return disabled ? [violation(node, 'Nobody probes what it judges.')] : [];
    }),
};
