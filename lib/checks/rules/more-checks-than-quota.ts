import { healthChecksOf } from '../../estate/views/health-checks';
import { type Rule, violation } from '../rule';

/** Of an account, by default. */
const QUOTA = 200;

export const moreChecksThanQuota: Rule = {
  id: 'more-checks-than-quota',
  family: 'failover',
  severity: 'error',
  fails: 'There are more health checks than an account has by default',
  why: 'The deployment ends at the check that is one too many, with some Regions checked and others not.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html',
  mend: 'Ask for a higher quota first, and suppress this with its number as the reason; or combine checks.',
  judge: (estate) => {
    const { length } = healthChecksOf(estate);
    return length <= QUOTA
      ? []
      : [violation(undefined, 'Not all of them can be made.', { found: String(length), allowed: String(QUOTA) })];
  },
};
