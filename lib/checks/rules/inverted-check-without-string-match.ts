import { healthChecksOf } from '../../estate/views/health-checks';
import { isProbe, isStringMatch } from '../dns/checks';
import { type Rule, violation } from '../rule';

export const invertedCheckWithoutStringMatch: Rule = {
  id: 'inverted-check-without-string-match',
  family: 'failover',
  severity: 'error',
  fails: 'An inverted health check trips on any answer',
  why: 'Every 2xx or 3xx counts, a sign-in page or a redirect too: one bad release where the switch lies evacuates what it was to keep.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html',
  mend: 'Make it an HTTPS_STR_MATCH check for a text that nothing else answers with.',
  judge: (estate) =>
    healthChecksOf(estate).flatMap((check) =>
      check.inverted === true && isProbe(check) && !isStringMatch(check)
        ? [violation(check.node, 'Any answer of 2xx or 3xx turns it unhealthy.')]
        : [],
    ),
};
