import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
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
      return typeof name === 'string' && /AllAtOnce/i.test(name)
        ? [violation(node, 'All traffic changes over in one step.', { found: name, path: 'DeploymentConfigName' })]
        : [];
    }),
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
