import type { EstateNode } from '../../estate/estate';
import { Unknown } from '../../estate/value';
import { cloudRunServicesOf } from '../../estate/views/cloud-run-services';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { workerPoolsOf } from '../../estate/views/worker-pools';
import { type Remark, type Rule, undecided, violation } from '../rule';

export const scaleFromZero: Rule = {
  id: 'scale-from-zero',
  family: 'capacity',
  severity: 'error',
  fails: 'A service has nothing running until it is asked',
  why: 'A standby that starts at the moment of failure needs a control plane, capacity that everybody else wants at that moment, and minutes to load: in October 2025 launches in us-east-1 failed for more than ten hours.',
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  mend: 'Keep at least one instance warm in each place.',
  judge: (estate) => [
    ...nodesOfType(estate, 'AWS::ECS::Service').flatMap((node) => atLeastOne(node, 'DesiredCount')),
    ...nodesOfType(estate, 'AWS::AutoScaling::AutoScalingGroup').flatMap((node) => atLeastOne(node, 'MinSize')),
    ...nodesOfType(estate, 'AWS::ApplicationAutoScaling::ScalableTarget').flatMap((node) =>
      atLeastOne(node, 'MinCapacity'),
    ),
    ...cloudRunServicesOf(estate).flatMap(({ node, minInstances }) => judge(node, minInstances, 'template.scaling')),
    ...workerPoolsOf(estate).flatMap(({ node, instances }) => judge(node, instances, 'scaling')),
  ],
};

function atLeastOne(node: EstateNode, key: string): Remark[] {
  return judge(node, Reader.of(node).number(key), key);
}

function judge(node: EstateNode, least: number | Unknown | undefined, path: string): Remark[] {
  if (least instanceof Unknown) return [undecided(node, 'whether anything of it is warm', least)];
  return least === 0 ? [violation(node, 'Its minimum is zero.', { path, found: '0', allowed: '1 or more' })] : [];
}
