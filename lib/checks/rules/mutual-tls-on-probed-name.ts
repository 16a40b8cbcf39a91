import { customDomains } from '../dns/custom-domains';
import { probedNames } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const mutualTlsOnProbedName: Rule = {
  id: 'mutual-tls-on-probed-name',
  family: 'failover',
  severity: 'error',
  fails: 'A probed name asks its callers for a certificate',
  why: 'Health checkers have none: the handshake ends before a request is sent, and the endpoint is unhealthy for ever.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html',
  mend: 'Give the probes a name of their own without mutual TLS.',
  judge: (estate) =>
    customDomains(estate).flatMap(({ node, name, mutualTls }) =>
      mutualTls === true && typeof name === 'string' && probedNames(estate).has(name)
        ? [violation(node, `No checker gets in at ${name}.`)]
        : [],
    ),
};
