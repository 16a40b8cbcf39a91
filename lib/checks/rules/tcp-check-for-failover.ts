import { healthChecksOf } from '../../estate/views/health-checks';
import { type Rule, violation } from '../rule';

export const tcpCheckForFailover: Rule = {
  id: 'tcp-check-for-failover',
  family: 'failover',
  severity: 'warning',
  fails: 'A health check is content with an open port',
  why: 'A process that accepts connections and answers none, or only errors, is found healthy: the commonest failure of a service moves no traffic.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html',
  mend: 'Probe a path over HTTPS that answers 200 only while the service can serve.',
  judge: (estate) =>
    healthChecksOf(estate).flatMap(({ node, type }) =>
      type === 'TCP' ? [violation(node, 'It asks for a connection, and for no answer.')] : [],
    ),
};
