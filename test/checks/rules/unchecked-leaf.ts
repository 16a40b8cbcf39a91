import { pair, weight } from '../blocks';
import { type Example, only } from '../example';

export const example: Example = {
  compliant: only(pair(weight('a', 50), weight('b', 50))),
  broken: only(pair(weight('a', 50), { ...weight('b', 50), HealthCheckId: { Ref: 'AWS::NoValue' } })),
};
