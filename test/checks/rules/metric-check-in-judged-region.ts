import { calculated, check, latency, pair } from '../blocks';
import { type Example, only } from '../example';

const estate = (InsufficientDataHealthStatus: string) =>
  only(
    pair(latency('eu-west-1'), latency('eu-central-1'), {
      Metric: {
        Type: 'AWS::Route53::HealthCheck',
        Properties: {
          HealthCheckConfig: {
            Type: 'CLOUDWATCH_METRIC',
            AlarmIdentifier: { Name: 'quality', Region: 'eu-central-1' },
            InsufficientDataHealthStatus,
          },
        },
      },
      Probe: check('two.example.com'),
      CheckTwo: calculated(['Metric', 'Probe']),
    }),
  );

export const example: Example = {
  compliant: estate('Healthy'),
  broken: estate('Unhealthy'),
};
