import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { CellId } from '../../contract/cell';
import { Rollout } from '../rollout';
import { acceptWildcard } from './accept';
import { regional } from './permissions';
import { healthReleaseAlarm, releaseAlarms } from './release-alarms';

export interface Released {
  /** What the fleet's resources are named after: one application a cell. */
  readonly prefix: string;
  readonly cell: CellId;
  readonly gateway: Alias;
  readonly health: Alias;
}

const CONFIGS = {
  [Rollout.CANARY]: LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES,
  [Rollout.LINEAR]: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_3MINUTES,
};

/**
 * Has CodeDeploy move a cell's callers, and its probes, to a new version little by little; any alarm about either takes
 * both back, and with them the deployment of the stack. A bad release of what answers probes reaches a tenth of the
 * probes, of which a checker would have to meet three in a row.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
 */
export function releaseGradually(scope: Construct, released: Released, rollout: Rollout): Alarm[] {
  if (rollout === Rollout.ALL_AT_ONCE) return [];
  const { prefix, cell, gateway, health } = released;
  const alarms = [...releaseAlarms(scope, gateway, cell), healthReleaseAlarm(health.lambda as Construct, health)];
  const application = new LambdaApplication(scope, 'Releases', { applicationName: prefix });
  const role = releaseRole(scope, [gateway, health]);
  for (const [id, alias] of Object.entries({ gateway, health })) {
    const group = new LambdaDeploymentGroup(scope, `Release-${id}`, {
      application,
      deploymentGroupName: id,
      deploymentConfig: CONFIGS[rollout],
      alias,
      alarms,
      // The managed policy that is added to it otherwise allows all functions of the account.
      role: role.withoutPolicyUpdates(),
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    group.node.addDependency(role.node.findChild('DefaultPolicy'));
  }
  return alarms;
}

function releaseRole(scope: Construct, aliases: readonly Alias[]): Role {
  const role = new Role(scope, 'ReleaseRole', {
    assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
    description: 'moves the callers of two functions to their new versions',
  });
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
      // By its name: the alias itself waits for the group, which waits for this.
      resources: aliases.flatMap(({ lambda, aliasName }) => [lambda.functionArn, `${lambda.functionArn}:${aliasName}`]),
    }),
  );
  const alarms = regional(scope, 'cloudwatch', 'alarm:*');
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarms] }));
  acceptWildcard(
    role,
    alarms,
    'it only reads; whether CodeDeploy asks for its alarms alone by their names is not documented, and what it cannot poll stops a deployment',
  );
  return role;
}
