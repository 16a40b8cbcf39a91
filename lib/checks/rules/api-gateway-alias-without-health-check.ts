import { leadsToApiGateway } from '../dns/may-fail';
import { routedSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const apiGatewayAliasWithoutHealthCheck: Rule = {
  id: 'api-gateway-alias-without-health-check',
  family: 'failover',
  severity: 'error',
  fails: 'A record relies on EvaluateTargetHealth of an API Gateway alone',
  why: 'Route 53 finds an API Gateway unhealthy only when the service itself is gone from the Region: no failure of the function, the model or the deployment behind it ever moves traffic.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/dns-failover.html',
  mend: 'Give the record a health check of its own that probes the Region by a name of its own.',
  judge: (estate) =>
    routedSets(estate).flatMap(({ members }) =>
      members.flatMap(({ node, name, alias, healthCheck }) =>
        alias !== undefined && healthCheck === undefined && leadsToApiGateway(estate, alias)
          ? [violation(node, `No health check decides whether ${name} may lead here.`)]
          : [],
      ),
    ),
};
