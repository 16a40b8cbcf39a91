import { calculated, check, pair, weight } from '../blocks';
import { type Example, only } from '../example';

const metric = {
  Metric: {
    Type: 'AWS::Route53::HealthCheck',
    Properties: {
      HealthCheckConfig: {
        Type: 'CLOUDWATCH_METRIC',
        AlarmIdentifier: { Name: 'quality', Region: 'eu-central-1' },
        InsufficientDataHealthStatus: 'Healthy',
      },
    },
  },
};

export const example: Example = {
  compliant: only(
    pair(weight('a', 1), weight('b', 1), {
      ...metric,
      Probe: check('two.example.com'),
      CheckTwo: calculated(['Metric', 'Probe']),
    }),
  ),
  broken: only(pair(weight('a', 1), weight('b', 1), { ...metric, CheckTwo: calculated(['Metric']) })),
};
