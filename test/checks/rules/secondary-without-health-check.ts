import { failover, pair } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(pair(failover('PRIMARY'), failover('SECONDARY'))),
  broken: only(pair(failover('PRIMARY'), { ...failover('SECONDARY'), HealthCheckId: { Ref: 'AWS::NoValue' } })),
};
