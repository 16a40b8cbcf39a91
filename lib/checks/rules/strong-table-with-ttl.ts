import { Unknown } from '../../estate/value';
import { tablesOf } from '../../estate/views/tables';
import { type Rule, undecided, violation } from '../rule';

export const strongTableWithTtl: Rule = {
  id: 'strong-table-with-ttl',
  family: 'queues',
  severity: 'error',
  fails: 'A table of strong consistency across Regions has a time to live',
  why: 'DynamoDB supports no TTL there: CDK and cfn-lint accept it, the deployment fails or the items stay for ever.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html',
  mend: 'Leave the TTL out and delete what has expired yourself, or accept eventual consistency.',
  judge: (estate) =>
    tablesOf(estate).flatMap(({ node, strong, timeToLive }) => {
      if (strong === false || timeToLive === false) return [];
      const unknown = [strong, timeToLive].find((value) => value instanceof Unknown);
      return unknown instanceof Unknown
        ? [undecided(node, 'whether TTL and strong consistency meet', unknown)]
        : [violation(node, 'Strong consistency and TTL exclude each other.')];
    }),
};
