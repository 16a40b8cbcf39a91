import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Rollout } from '../rollout';
import { acceptWildcard } from './accept';
import { regional } from './permissions';

/** How a cell's releases are made: one application of CodeDeploy's holds them all. */
export interface Releases {
  readonly application: LambdaApplication;
  readonly rollout: Exclude<Rollout, Rollout.ALL_AT_ONCE>;
}

export interface Released {
  /** By the names of their groups. */
  readonly aliases: Readonly<Record<string, Alias>>;
  /** Each takes all of them back. */
  readonly alarms: readonly Alarm[];
}

const CONFIGS = {
  [Rollout.CANARY]: LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES,
  [Rollout.LINEAR]: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_3MINUTES,
};

/** Undefined where all callers go to a new version at once. @param prefix what the fleet's resources are named after */
export function releasesOf(scope: Construct, prefix: string, rollout: Rollout): Releases | undefined {
  if (rollout === Rollout.ALL_AT_ONCE) return undefined;
  return { application: new LambdaApplication(scope, 'Releases', { applicationName: prefix }), rollout };
}

/**
 * Has CodeDeploy move those who call functions to a new version little by little; any alarm about one of them takes all
 * of them back, and with them the deployment of the stack. A bad release of what answers probes reaches a tenth of the
 * probes, of which a checker would have to meet three in a row.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
 */
export function releaseGradually(
  scope: Construct,
  { application, rollout }: Releases,
  { aliases, alarms }: Released,
): void {
  const role = releaseRole(scope, Object.values(aliases));
  for (const [id, alias] of Object.entries(aliases)) {
    const group = new LambdaDeploymentGroup(scope, `Release-${id}`, {
      application,
      deploymentGroupName: id,
      deploymentConfig: CONFIGS[rollout],
      alias,
      alarms: [...alarms],
      // The managed policy that is added to it otherwise allows all functions of the account.
      role: role.withoutPolicyUpdates(),
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    group.node.addDependency(role.node.findChild('DefaultPolicy'));
  }
}

function releaseRole(scope: Construct, aliases: readonly Alias[]): Role {
  const role = new Role(scope, 'ReleaseRole', {
    assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
    description: 'moves those who call functions of a cell to new versions',
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
