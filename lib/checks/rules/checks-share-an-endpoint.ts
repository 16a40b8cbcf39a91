import type { Estate } from '../../estate/estate';
import type { DnsRecord } from '../../estate/views/records';
import { basicChecks, checkOf, isProbe } from '../dns/checks';
import { recordSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const checksShareAnEndpoint: Rule = {
  id: 'checks-share-an-endpoint',
  family: 'failover',
  severity: 'error',
  fails: 'Records that back each other up are judged by a probe of one endpoint',
  why: 'They become unhealthy together: the failure of that endpoint takes all of them away, and Route 53 then fails open to all, dead ones included.',
  source:
    'https://docs.aws.amazon.com/whitepapers/latest/advanced-multi-az-resilience-patterns/multi-az-observability.html',
  mend: 'Probe for each record what stands behind that record.',
  judge: (estate) =>
    recordSets(estate).flatMap(({ name, members }) => {
      const probes = members.map((member) => probedBy(estate, member));
      return members.flatMap(({ node }, index) => {
        const shared = [...(probes[index] ?? [])].find((probe) => probes.slice(0, index).some((set) => set.has(probe)));
        return shared === undefined
          ? []
          : [violation(node, `Another record of ${name} is judged by the same probe.`, { found: shared })];
      });
    }),
};

/** Endpoints by which a record is found unhealthy. A switch (inverted) probes elsewhere on purpose, and fails to "stay". */
function probedBy(estate: Estate, record: DnsRecord): Set<string> {
  const check = checkOf(estate, record);
  const basic = check === undefined ? [] : basicChecks(estate, check).filter(isProbe);
  return new Set(
    basic
      .filter(({ inverted }) => inverted === false)
      // Where both are given the address is called, and the name is what is asked for there.
      .map(({ host, address, port, path }) => `${address ?? host}:${port}${path}`),
  );
}
