import type { EstateNode } from '../../estate/estate';
import { Unknown } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { movedAtOnce } from '../releases';
import { type Rule, violation } from '../rule';

export const allAtOnceRollout: Rule = {
  id: 'all-at-once-rollout',
  family: 'change-safety',
  severity: 'error',
  fails: 'A release reaches all of a service at once',
  why: 'The first request that meets the bug meets it everywhere; there is no part left that still serves, nor time to notice.',
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
  mend: 'Shift traffic by a canary (LambdaCanary10Percent5Minutes and longer), with an alarm that rolls back.',
  judge: (estate) => [
    ...nodesOfType(estate, 'AWS::CodeDeploy::DeploymentGroup').flatMap((node) => {
      const name = Reader.of(node).text('DeploymentConfigName');
      if (typeof name !== 'string') return [];
      if (/AllAtOnce/i.test(name)) {
        return [
          violation(node, 'All traffic changes over in one step.', { found: name, path: 'DeploymentConfigName' }),
        ];
      }
      return watched(node)
        ? []
        : [violation(node, 'It shifts traffic with no alarm that takes it back.', { path: 'AlarmConfiguration' })];
    }),
    ...movedAtOnce(estate).map((node) =>
      violation(node, 'A release of what answers for this Region takes all of its callers at once.'),
    ),
    ...nodesOfType(estate, 'AWS::ECS::Service').flatMap((node) => {
      const configuration = Reader.of(node).section('DeploymentConfiguration');
      const least = configuration instanceof Reader ? configuration.number('MinimumHealthyPercent') : undefined;
      return least === 0
        ? [
            violation(node, 'All tasks are stopped before the new ones have started.', {
              path: 'DeploymentConfiguration.MinimumHealthyPercent',
            }),
          ]
        : [];
    }),
  ],
};

/** Has it alarms, and do they take a deployment back? What cannot be read is told by another rule. */
function watched(group: EstateNode): boolean {
  const properties = Reader.of(group);
  const alarms = properties.section('AlarmConfiguration');
  const rollback = properties.section('AutoRollbackConfiguration');
  if (alarms instanceof Unknown || rollback instanceof Unknown) return true;
  const names = alarms?.list('Alarms');
  const events = rollback?.list('Events');
  const hasAlarms = names instanceof Unknown || (names?.length ?? 0) > 0;
  const rollsBack = events instanceof Unknown || events?.includes('DEPLOYMENT_STOP_ON_ALARM') === true;
  return hasAlarms && alarms?.flag('Enabled') !== false && rollsBack && rollback?.flag('Enabled') !== false;
}
