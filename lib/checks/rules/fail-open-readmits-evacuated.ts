import type { Estate } from '../../estate/estate';
import type { DnsRecord } from '../../estate/views/records';
import { basicChecks, checkOf, isStringMatch } from '../dns/checks';
import { entrySets, leavesOf } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const failOpenReadmitsEvacuated: Rule = {
  id: 'fail-open-readmits-evacuated',
  family: 'failover',
  severity: 'error',
  fails: 'Failing open readmits what was evacuated',
  why: 'Each record is taken out by a switch, and by a judgement of quality too. When all that still serve are merely degraded, all are unhealthy, and Route 53 answers with every one of them, the evacuated and the dead included.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html',
  mend: 'Put a second branch behind the first, as SECONDARY, whose checks ask only whether an endpoint serves and whether it is evacuated.',
  judge: (estate) =>
    entrySets(estate).flatMap((set) => {
      const leaves = leavesOf(estate, set);
      const judged = leaves.map((leaf) => reasonsOf(estate, leaf));
      const isTrap = leaves.length > 1 && judged.every(({ switches, opinions }) => switches > 0 && opinions > 1);
      return isTrap ? [violation(set.members[0]?.node, `${set.name} has no branch for when all are degraded.`)] : [];
    }),
};

/** By what a record can be found unhealthy: by a switch, and by so many different opinions of what it leads to. */
function reasonsOf(estate: Estate, record: DnsRecord): { switches: number; opinions: number } {
  const check = checkOf(estate, record);
  const basic = check === undefined ? [] : basicChecks(estate, check);
  const switches = basic.filter((one) => one.inverted === true && isStringMatch(one)).length;
  return { switches, opinions: basic.length - switches };
}
