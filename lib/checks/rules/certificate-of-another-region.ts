import { Reference } from '../../estate/value';
import { customDomains } from '../dns/custom-domains';
import { type Rule, violation } from '../rule';

export const certificateOfAnotherRegion: Rule = {
  id: 'certificate-of-another-region',
  family: 'failover',
  severity: 'error',
  fails: 'An endpoint names a certificate of another Region',
  why: 'ACM certificates are of one Region, and a regional API takes only those of its own: the second Region cannot be deployed, or hangs on the first.',
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html',
  mend: 'Ask for a certificate with the same names in each Region.',
  judge: (estate) =>
    customDomains(estate).flatMap(({ node, certificate }) => {
      const arn = certificate instanceof Reference ? undefined : certificate;
      const [, named] = typeof arn === 'string' ? (/^arn:[^:]+:acm:([^:]+):/.exec(arn) ?? []) : [];
      const made = certificate instanceof Reference ? estate.nodes.get(certificate.nodeId)?.provider.region : undefined;
      const region = named ?? (typeof made === 'string' ? made : undefined);
      const own = node.provider.region;
      return region === undefined || typeof own !== 'string' || region === own || isEdge(node.properties)
        ? []
        : [violation(node, `It lies in ${own}.`, { found: `a certificate of ${region}` })];
    }),
};

/** An edge-optimized domain takes one of us-east-1 wherever the API lies. */
function isEdge(properties: Readonly<Record<string, unknown>>): boolean {
  return 'CertificateArn' in properties || 'certificate_arn' in properties;
}
