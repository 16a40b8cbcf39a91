import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
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
    nodesOfType(estate, 'AWS::ECS::Service').flatMap((node) => {
      const service = Reader.of(node);
      const isServed = service.value('LoadBalancers') !== undefined;
      const count = service.number('DesiredCount') ?? 1;
      return isServed && count === 1 ? [violation(node, 'It runs one task.', { path: 'DesiredCount' })] : [];
    }),
};
