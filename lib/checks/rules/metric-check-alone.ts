import { basicChecks, checkOf, isProbe } from '../dns/checks';
import { recordSets } from '../dns/record-sets';
import { type Rule, violation } from '../rule';

export const metricCheckAlone: Rule = {
  id: 'metric-check-alone',
  family: 'failover',
  severity: 'error',
  fails: 'A record hangs on CloudWatch alone',
  why: 'When the Region goes so do its metrics, and the check knows nothing at the moment that it is for; when CloudWatch alone fails it may take away what serves. In November 2020 CloudWatch was impaired in a Region for most of a day.',
  source: 'https://aws.amazon.com/message/11201/',
  mend: 'Combine the metric check with a probe of the endpoint in a CALCULATED check.',
  judge: (estate) =>
    recordSets(estate).flatMap(({ name, members }) =>
      members.flatMap((record) => {
        const check = checkOf(estate, record);
        if (check === undefined) return [];
        const basic = basicChecks(estate, check);
        return basic.some(({ type }) => type === 'CLOUDWATCH_METRIC') && !basic.some(isProbe)
          ? [violation(record.node, `No probe decides with the metric whether ${name} may lead here.`)]
          : [];
      }),
    ),
};
