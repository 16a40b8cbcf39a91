import { recordSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const cnameBesideOtherRecords: Rule = {
  id: 'cname-beside-other-records',
  family: 'failover',
  severity: 'error',
  fails: 'A CNAME stands beside other records of its name',
  why: 'DNS allows no other record beside a CNAME: Route 53 refuses whichever comes second, which is most often the branch that was to take over, on the day that it is added.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat',
  mend: 'Use A or AAAA records and aliases on all branches of the name.',
  judge: (estate) => {
    const sets = recordSets(estate);
    const others = new Set(sets.filter(({ type }) => type !== 'CNAME').map(({ name }) => name));
    return sets.flatMap(({ name, type, members }) =>
      type === 'CNAME' && others.has(name)
        ? [violation(members[0]?.node, `${name} has a CNAME and other records.`)]
        : [],
    );
  },
};
