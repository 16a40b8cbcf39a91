import { basicChecks, checkOf } from '../dns/checks';
import { recordSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const metricCheckInJudgedRegion: Rule = {
  id: 'metric-check-in-judged-region',
  family: 'failover',
  severity: 'error',
  fails: 'A metric check turns unhealthy, or stays as it was, when the Region that it judges loses its metrics',
  why: 'The alarm lies in the Region that it judges. When only CloudWatch fails there, a Region that serves is taken out; with the last status kept, a Region that was found bad stays out.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  mend: 'Say InsufficientDataHealthStatus Healthy and let the probe decide, or watch the metric from another Region.',
  judge: (estate) =>
    recordSets(estate).flatMap(({ members }) =>
      members.flatMap((record) => {
        const { routing, node } = record;
        const judged = routing.kind === 'latency' ? routing.region : node.stack.region;
        const check = checkOf(estate, record);
        return (check === undefined ? [] : basicChecks(estate, check)).flatMap((basic) =>
          basic.type === 'CLOUDWATCH_METRIC' && basic.alarmRegion === judged && basic.insufficientData !== 'Healthy'
            ? [
                violation(basic.node, `Its alarm lies in ${judged}, which it judges.`, {
                  found: `InsufficientDataHealthStatus ${basic.insufficientData ?? 'LastKnownStatus'}`,
                }),
              ]
            : [],
        );
      }),
    ),
};
