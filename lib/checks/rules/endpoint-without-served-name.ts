import { Unknown } from '../../estate/value';
import { domainBehind } from '../dns/custom-domains';
import { entrySets, leavesOf } from '../dns/record-sets';
import { type Rule, undecided, violation } from '../rule';

export const endpointWithoutServedName: Rule = {
  id: 'endpoint-without-served-name',
  family: 'failover',
  severity: 'error',
  fails: 'A name may lead to an endpoint that has no certificate and no domain for it',
  why: 'Clients that fail over to it are refused: TLS for a name that the API does not know ends in an error, whatever the health check said of another name.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/dns-failover.html',
  mend: 'Give the API of each Region a custom domain, with a certificate of that Region, for the name that clients call.',
  judge: (estate) =>
    entrySets(estate).flatMap((set) =>
      leavesOf(estate, set).flatMap(({ node, alias }) => {
        const domain = alias === undefined ? undefined : domainBehind(estate, alias);
        if (domain === undefined) return [];
        const { name } = domain;
        if (name instanceof Unknown)
          return [undecided(node, `whether the API behind it answers for ${set.name}`, name)];
        return covers(name, set.name)
          ? []
          : [violation(node, `The API behind it does not answer for ${set.name}.`, { found: name, allowed: set.name })];
      }),
    ),
};

/** A wildcard stands for one label. */
function covers(pattern: string, name: string): boolean {
  return pattern === name || (pattern.startsWith('*.') && name.slice(name.indexOf('.')) === pattern.slice(1));
}
