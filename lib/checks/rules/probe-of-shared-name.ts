import { dnsName } from '../../estate/dns-name';
import { healthChecksOf } from '../../estate/views/health-checks';
import { isRouted, recordSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const probeOfSharedName: Rule = {
  id: 'probe-of-shared-name',
  family: 'failover',
  severity: 'error',
  fails: 'A health check probes a name that several endpoints share',
  why: 'The probe goes wherever the name leads at that moment: it finds the others healthy for the dead one, and once all traffic has moved the dead one is found healthy again.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html',
  mend: 'Probe each endpoint by a name or an address that is its own.',
  judge: (estate) => {
    const shared = new Set(
      recordSets(estate).flatMap(({ name, members }) => (members.length > 1 && members.some(isRouted) ? [name] : [])),
    );
    return healthChecksOf(estate).flatMap(({ node, host, address }) =>
      // With an address the name is only what is asked for there.
      typeof host === 'string' && address === undefined && shared.has(dnsName(host))
        ? [violation(node, `${host} leads to several endpoints.`, { found: host })]
        : [],
    );
  },
};
