import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  SecurityGroup,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import { AmiHardwareType, AsgCapacityProvider, Cluster, EcsOptimizedImage, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { refuse } from '../../contract/problem';
import { mostHosts } from '../../topology/quotas';
import type { ServerCapacity } from '../open-weights';
import { accept, acceptWildcard } from './accept';
import { regional } from './permissions';
import type { ServerPlace } from './server-place';

export interface GpuHostsProps extends ServerPlace {
  readonly cluster: ICluster;
  readonly instanceType: string;
  readonly capacity: ServerCapacity;
  readonly encryptionKey?: IKey;
}

export interface GpuHosts {
  readonly group: AutoScalingGroup;
  /** The name of the capacity provider. */
  readonly provider: string;
}

/**
 * Hosts with one GPU each, as a capacity provider of the cluster: as many as are warm are always there, and ECS adds
 * hosts for the servers that scaling and deployments add.
 */
export function gpuHosts(scope: Construct, props: GpuHostsProps): GpuHosts {
  const { cluster, vpc, vpcSubnets, capacity, encryptionKey } = props;
  refuse([
    !(cluster instanceof Cluster),
    {
      code: 'cluster-cannot-be-extended',
      path: `${scope.node.path}.cluster`,
      message: 'a cluster that this app only imports takes no capacity provider from it',
      found: cluster.clusterName,
      allowed: 'a cluster of this app, or an imported one with a `capacityProvider` of its own',
      mend: "name the cluster's capacity provider with GPU instances",
    },
  ]);
  const { warm, most = 2 * warm } = capacity;
  const role = hostRole(scope, cluster);
  const launchTemplate = new LaunchTemplate(scope, 'HostTemplate', {
    instanceType: new InstanceType(props.instanceType),
    machineImage: EcsOptimizedImage.amazonLinux2023(AmiHardwareType.GPU),
    userData: UserData.forLinux(),
    // CDK would add permissions for everything in the account.
    role: role.withoutPolicyUpdates(),
    securityGroup: new SecurityGroup(scope, 'HostGroup', { vpc, description: 'GPU hosts: nobody calls them' }),
    httpTokens: LaunchTemplateHttpTokens.REQUIRED,
    httpPutResponseHopLimit: 1,
    detailedMonitoring: true,
    blockDevices: [
      {
        deviceName: '/dev/xvda',
        volume: BlockDeviceVolume.ebs(150, {
          volumeType: EbsDeviceVolumeType.GP3,
          throughput: 500,
          encrypted: true,
          kmsKey: encryptionKey,
        }),
      },
    ],
  });
  const group = new AutoScalingGroup(scope, 'Hosts', {
    vpc,
    vpcSubnets,
    launchTemplate,
    minCapacity: warm,
    // A deployment starts new servers before it stops old ones.
    maxCapacity: mostHosts(most),
  });
  accept(
    group,
    'AS3',
    'ECS sets how many there are; that fewer serve than are to be warm is an alarm, whatever the cause',
  );
  const provider = new AsgCapacityProvider(scope, 'CapacityProvider', {
    autoScalingGroup: group,
    enableManagedScaling: true,
    enableManagedTerminationProtection: true,
    targetCapacityPercent: 100,
    // A new host needs minutes to come; one at a time would take as long again for each.
    maximumScalingStepSize: 10,
  });
  (cluster as Cluster).addAsgCapacityProvider(provider);
  return { group, provider: provider.capacityProviderName };
}

/**
 * What the agent of ECS on a host needs: to register itself in this cluster, and to be told its tasks there.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
function hostRole(scope: Construct, cluster: ICluster): Role {
  const role = new Role(scope, 'HostRole', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    description: 'GPU hosts: register in their cluster',
  });
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [
        'ecs:DeregisterContainerInstance',
        'ecs:RegisterContainerInstance',
        'ecs:SubmitAttachmentStateChanges',
        'ecs:SubmitContainerStateChange',
        'ecs:SubmitTaskStateChange',
      ],
      resources: [cluster.clusterArn],
    }),
  );
  const instances = regional(scope, 'ecs', `container-instance/${cluster.clusterName}/*`);
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
      resources: [instances],
      conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
    }),
  );
  // It has no resource.
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] }));
  acceptWildcard(role, instances, 'a host gets its id when it registers; the condition keeps it to this cluster');
  acceptWildcard(role, '*', 'where the agent is to ask for its tasks has no resource');
  return role;
}
