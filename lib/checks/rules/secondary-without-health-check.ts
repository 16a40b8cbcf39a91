import { mayFail } from '../dns/may-fail';
import { recordSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const secondaryWithoutHealthCheck: Rule = {
  id: 'secondary-without-health-check',
  family: 'failover',
  severity: 'warning',
  fails: 'A secondary record has no health check',
  why: 'While the primary is down the secondary is always answered, even when it is dead itself; a branch that holds it never fails, so nothing above backs out of it.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html',
  mend: 'Give the secondary a health check, or alias a target that can fail and evaluate it.',
  judge: (estate) =>
    recordSets(estate).flatMap(({ name, members }) =>
      members.flatMap((record) =>
        record.routing.kind === 'failover' && record.routing.role === 'SECONDARY' && mayFail(estate, record) === false
          ? [violation(record.node, `Nobody asks whether it lives before ${name} leads there.`)]
          : [],
      ),
    ),
};
