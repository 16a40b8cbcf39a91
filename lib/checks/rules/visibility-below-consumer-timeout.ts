import { Unknown } from '../../estate/value';
import { consumersOf } from '../../estate/views/consumers';
import { functionsOf } from '../../estate/views/functions';
import { queuesOf } from '../../estate/views/queues';
import { type Rule, undecided, violation } from '../rule';

export const visibilityBelowConsumerTimeout: Rule = {
  id: 'visibility-below-consumer-timeout',
  family: 'queues',
  severity: 'error',
  fails: 'A message comes back while its consumer may still be at work on it',
  why: 'Slow is what a failing dependency makes work: each message is then processed twice at once, and counts up to the dead letters without ever having failed.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  mend: "Set the queue's VisibilityTimeout to six times the function's time-out, plus the batching window.",
  judge: (estate) =>
    consumersOf(estate).flatMap(({ sourceId, functionId, batchingWindowSeconds: window }) => {
      const queue = queuesOf(estate).find(({ node }) => node.id === sourceId);
      const worker = functionsOf(estate).find(({ node }) => node.id === functionId);
      if (queue === undefined || worker === undefined) return [];
      const { visibilitySeconds: visible, node } = queue;
      const { timeoutSeconds: timeout } = worker;
      const unknown = [visible, timeout, window].find((value) => value instanceof Unknown);
      if (unknown instanceof Unknown) return [undecided(node, 'whether the message comes back too soon', unknown)];
      const least = Number(timeout) + Number(window);
      return Number(visible) >= least
        ? []
        : [
            violation(node, `${worker.node.logicalId} may take longer.`, {
              found: `${visible} s`,
              allowed: `${least} s or more`,
            }),
          ];
    }),
};
