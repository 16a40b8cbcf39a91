import type { Estate, EstateNode } from '../../estate/estate';
import { Unknown, type Value } from '../../estate/value';
import { functionBehind, mentionsOf } from '../../estate/views/function-behind';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { grantsOf, roleOf } from '../iam/grants';
import { takesIn } from '../iam/statements';
import { type Remark, type Rule, violation } from '../rule';

export const recoveryThroughControlPlane: Rule = {
  id: 'recovery-through-control-plane',
  family: 'static-stability',
  severity: 'error',
  fails: 'Recovery needs a control plane',
  why: 'What an alarm sets off then changes records, roles or capacity, by APIs that fail in the same hour: that of Route 53 was down for seven hours in December 2021 while its answers were fine.',
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  mend: 'Have the capacity and the records there before the failure, and let health checks decide.',
  judge: (estate) => [
    ...[...setOff(estate)].flatMap((id) => judgeFunction(estate, id)),
    ...nodesOfType(estate, 'AWS::StepFunctions::StateMachine').flatMap((node) => {
      const definition = JSON.stringify(node.properties.DefinitionString ?? node.properties.Definition ?? '');
      const [found] =
        /arn:aws:states:::aws-sdk:(route53:changeResourceRecordSets|ecs:updateService|iam:createRole|autoscaling:setDesiredCapacity)/.exec(
          definition,
        ) ?? [];
      return found === undefined ? [] : [violation(node, 'One of its steps calls a control plane.', { found })];
    }),
  ],
};

/** The functions that alarms and events set off, directly or through a topic. */
function setOff(estate: Estate): Set<string> {
  const targets: Value[] = [];
  const add = (value: Value | undefined) => {
    if (value !== undefined) targets.push(value);
  };
  for (const node of nodesOfType(estate, 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm')) {
    const actions = node.properties.AlarmActions;
    for (const action of Array.isArray(actions) ? (actions as readonly Value[]) : []) add(action);
  }
  for (const node of nodesOfType(estate, 'AWS::Events::Rule')) {
    if (!isAboutFailure(node)) continue;
    const rules = Reader.of(node).objects('Targets') ?? [];
    for (const target of rules instanceof Unknown ? [] : rules) if (target instanceof Reader) add(target.value('Arn'));
  }
  for (const node of nodesOfType(estate, 'AWS::SNS::Subscription')) add(node.properties.Endpoint);
  return new Set(targets.flatMap((target) => mentionsOf(target).flatMap((id) => functionBehind(estate, id) ?? [])));
}

/** A rule for alarms or for AWS Health: a schedule, or a build that ended, is no recovery. */
function isAboutFailure(rule: EstateNode): boolean {
  return /aws\.(cloudwatch|health)|CloudWatch Alarm/.test(JSON.stringify(rule.properties.EventPattern ?? ''));
}

const CONTROL_PLANE = [
  'route53:ChangeResourceRecordSets',
  'route53:UpdateHealthCheck',
  'ecs:UpdateService',
  'autoscaling:SetDesiredCapacity',
  'autoscaling:UpdateAutoScalingGroup',
  'ec2:RunInstances',
  'lambda:PutFunctionConcurrency',
  'iam:CreateRole',
  'cloudformation:UpdateStack',
  'rds:PromoteReadReplica',
  'globalaccelerator:UpdateEndpointGroup',
  'cloudfront:UpdateDistribution',
] as const;

function judgeFunction(estate: Estate, id: string): Remark[] {
  const node = estate.nodes.get(id);
  const role = node === undefined ? undefined : roleOf(estate, node);
  if (node === undefined || role === undefined) return [];
  const actions = grantsOf(estate, role.id).flatMap(({ statement }) =>
    statement instanceof Unknown || statement.effect !== 'Allow' ? [] : statement.actions,
  );
  const found = CONTROL_PLANE.filter((action) =>
    actions.some((one) => typeof one === 'string' && takesIn(one, action)),
  );
  return found.length === 0
    ? []
    : [violation(node, 'An alarm sets it off to call a control plane.', { found: found.join(', ') })];
}
