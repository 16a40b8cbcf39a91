import { ecsServicesOf } from '../../estate/views/ecs-services';
import { type Rule, violation } from '../rule';

export const singleInstance: Rule = {
  id: 'single-instance',
  family: 'single-point',
  severity: 'warning',
  fails: 'A service behind a load balancer runs one instance',
  why: 'Every deployment, every lost host and every lost zone is an outage of the whole service.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/availability-best-practices.html',
  mend: 'Run two or more, in different zones.',
  judge: (estate) =>
    ecsServicesOf(estate).flatMap(({ node, isServed, least }) =>
      isServed && least === 1 ? [violation(node, 'It runs one task.', { path: 'DesiredCount' })] : [],
    ),
};
