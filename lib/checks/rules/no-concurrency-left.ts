import { functionsOf } from '../../estate/views/functions';
import { type Rule, violation } from '../rule';

export const noConcurrencyLeft: Rule = {
  id: 'no-concurrency-left',
  family: 'capacity',
  severity: 'error',
  fails: 'A function may not run at all',
  why: 'A reserved concurrency of zero throttles every call; it is how a function is switched off by hand, and stays so with the next deployment.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  mend: 'Reserve what it needs, or nothing.',
  judge: (estate) =>
    functionsOf(estate).flatMap(({ node, reservedConcurrency }) =>
      reservedConcurrency === 0
        ? [violation(node, 'Every call is throttled.', { path: 'ReservedConcurrentExecutions' })]
        : [],
    ),
};
