import { recordSets, setAt } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const ipv6OnSomeBranches: Rule = {
  id: 'ipv6-on-some-branches',
  family: 'failover',
  severity: 'error',
  fails: 'A name has IPv6 addresses on some of its branches only',
  why: 'Failover is decided for each record type alone: clients that prefer IPv6 stay with the branches that have it, dead ones too, or find no answer where the others find one.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html',
  mend: 'Write AAAA records beside each A record of the name, or none.',
  judge: (estate) =>
    recordSets(estate).flatMap(({ name, type, members }) => {
      if (type !== 'AAAA') return [];
      const [first] = members;
      const v4 = setAt(estate, name, 'A');
      if (v4 === undefined || first === undefined) return [];
      const missing = identifiers(v4.members).filter((id) => !identifiers(members).includes(id));
      return missing.length === 0
        ? []
        : [violation(first.node, `${name} has A records without an AAAA beside them.`, { found: missing.join(', ') })];
    }),
};

function identifiers(members: readonly { setIdentifier?: unknown }[]): string[] {
  return members.map(({ setIdentifier }) => (typeof setIdentifier === 'string' ? setIdentifier : 'the only one'));
}
