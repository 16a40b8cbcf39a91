import type { Estate } from '../../estate/estate';
import { Unknown } from '../../estate/value';
import type { DnsRecord } from '../../estate/views/records';
import { leadsToApiGateway, mayFail, setMayFail } from '../dns/may-fail';
import { isRouted, routedSets, setAt } from '../dns/record-sets';
import { type Rule, undecided, violation } from '../rule';

export const uncheckedLeaf: Rule = {
  id: 'unchecked-leaf',
  family: 'failover',
  severity: 'error',
  fails: 'A record among others has no health check, and nothing behind it is evaluated',
  why: 'Route 53 takes a record without a health check as healthy for ever, and so every branch that it is in: it goes on to answer after what it leads to has died.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html',
  mend: 'Give the record a health check, or alias a target whose health is evaluated and can fail.',
  judge: (estate) =>
    routedSets(estate).flatMap(({ name, members }) =>
      members
        .filter((record) => !isSecondary(record) && !isAnothersRule(estate, record))
        .flatMap((record) => {
          const may = mayFail(estate, record);
          if (may === true) return [];
          if (may instanceof Unknown) return [undecided(record.node, 'whether the record can become unhealthy', may)];
          return [violation(record.node, `It answers for ${name} whatever has become of its target.`)];
        }),
    ),
};

/** That one is `secondary-without-health-check`. */
function isSecondary({ routing }: DnsRecord): boolean {
  return routing.kind === 'failover' && routing.role === 'SECONDARY';
}

/** API Gateways, targets whose health could be evaluated, and what is told at the target itself have rules of their own. */
function isAnothersRule(estate: Estate, { alias, healthCheck, type }: DnsRecord): boolean {
  if (alias === undefined || healthCheck !== undefined) return false;
  if (leadsToApiGateway(estate, alias)) return true;
  const below =
    typeof alias.target === 'string' && typeof type === 'string' ? setAt(estate, alias.target, type) : undefined;
  if (below === undefined) return false;
  return alias.evaluateTargetHealth === true
    ? below.members.some(isRouted) && below.members.length > 1
    : setMayFail(estate, below) !== false;
}
