import { recordSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

const MOST_SECONDS = 60;

export const longTtlOnFailover: Rule = {
  id: 'long-ttl-on-failover',
  family: 'failover',
  severity: 'warning',
  fails: 'A checked record may be cached for longer than a minute',
  why: 'Resolvers go on to answer with it for its TTL after Route 53 has moved on.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-shared.html',
  mend: 'Set a TTL of 60 s or less.',
  judge: (estate) =>
    recordSets(estate).flatMap(({ members }) =>
      members.flatMap(({ node, ttlSeconds, healthCheck }) =>
        healthCheck !== undefined && typeof ttlSeconds === 'number' && ttlSeconds > MOST_SECONDS
          ? [
              violation(node, 'Its TTL outlasts a failover.', {
                found: `${ttlSeconds} s`,
                allowed: `${MOST_SECONDS} s`,
              }),
            ]
          : [],
      ),
    ),
};
