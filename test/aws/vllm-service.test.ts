import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { VllmService, type VllmServiceProps } from '../../lib/aws/vllm-service';
import { InvalidConfiguration } from '../../lib/contract/problem';
import { only, resourcesOf } from './fleets';
import { theirs, WEIGHTS, wildcards } from './model-servers';

function service(changes: Partial<VllmServiceProps> = {}, given = theirs()) {
  const construct = new VllmService(given.stack, 'Own', { ...given.props, ...changes });
  return { ...given, construct, template: Template.fromStack(given.stack) };
}

const containers = (template: Template) =>
  Object.fromEntries(
    only(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions.map((one: { Name: string }) => [
      one.Name,
      one,
    ]),
  );
const codeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems[0].code;
    throw error;
  }
  return undefined;
};

describe('in a foreign VPC', () => {
  const { template, construct } = service();

  test('nothing of the network is made, and nothing faces the internet', () => {
    for (const type of ['AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::EC2::NatGateway']) template.resourceCountIs(type, 0);
    const { Scheme, Subnets } = only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties;
    expect(Scheme).toBe('internal');
    expect(Subnets).toEqual(['subnet-1', 'subnet-2']);
    expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').Properties.VPCZoneIdentifier).toEqual([
      'subnet-1',
      'subnet-2',
    ]);
  });

  test('it is found by the name that was given, without an output of any stack', () => {
    expect(construct.url).toBe('http://own.assistant.internal/v1');
    expect(only(template, 'AWS::Route53::HostedZone').Properties).toMatchObject({
      Name: 'own.assistant.internal.',
      VPCs: [expect.objectContaining({ VPCId: 'vpc-0aa' })],
    });
    expect(template.toJSON().Outputs).toBeUndefined();
    expect(construct.sharesFateWith).toEqual(['aws:eu-west-1']);
  });

  test('nobody may call it until he is let in', () => {
    // The load balancer, at the servers: it calls them, and asks whether they are ready.
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
    const given = theirs();
    const own = new VllmService(given.stack, 'Own', given.props);
    own.allowFrom(new SecurityGroup(given.stack, 'Client', { vpc: given.vpc }));
    const rules = resourcesOf(Template.fromStack(given.stack), 'AWS::EC2::SecurityGroupIngress');
    expect(rules.map(([, { Properties }]) => [Properties.FromPort, Properties.CidrIp])).toEqual(
      expect.arrayContaining([
        [80, undefined],
        [8000, undefined],
      ]),
    );
  });

  test('every permission is by name, but for two calls that have no resource', () => {
    expect(wildcards(template).sort()).toEqual([
      'ecr:GetAuthorizationToken on *',
      'ecs:DiscoverPollEndpoint on *',
      'ecs:Poll on /*',
      'ecs:StartTelemetrySession on /*',
      'ecs:UpdateContainerInstancesState on /*',
      `s3:GetObject on ${'a'.repeat(40)}/*`,
    ]);
    for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role'))
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });
});

describe('what is warm', () => {
  const { template } = service();

  test('is there before anybody asks: hosts and servers, to which scaling only adds', () => {
    expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').Properties).toMatchObject({
      MinSize: '4',
      MaxSize: '12',
    });
    expect(only(template, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toMatchObject({
      MinCapacity: 4,
      MaxCapacity: 9,
    });
    expect(only(template, 'AWS::ECS::Service').Properties).not.toHaveProperty('DesiredCount');
    expect(only(template, 'AWS::ECS::CapacityProvider').Properties.AutoScalingGroupProvider).toMatchObject({
      ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 },
      ManagedTerminationProtection: 'ENABLED',
    });
  });

  test('stays while a deployment goes on', () => {
    const { DeploymentConfiguration, PlacementStrategies } = only(template, 'AWS::ECS::Service').Properties;
    expect(DeploymentConfiguration).toMatchObject({
      MinimumHealthyPercent: 100,
      MaximumPercent: 125,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    });
    expect(PlacementStrategies).toEqual([{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }]);
    const two = service({ capacity: { warm: 2 } }).template;
    expect(only(two, 'AWS::ECS::Service').Properties.DeploymentConfiguration.MaximumPercent).toBe(150);
  });

  test('grows before an instance is as busy as it can be', () => {
    const policy = only(template, 'AWS::ApplicationAutoScaling::ScalingPolicy').Properties;
    // 0.75 a second are 45 a minute, of which four fifths.
    expect(policy.TargetTrackingScalingPolicyConfiguration).toMatchObject({
      TargetValue: 36,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' },
    });
  });

  test('and fewer of it is an alarm, to topics that are given', () => {
    const given = theirs();
    const topic = Topic.fromTopicArn(given.stack, 'TheirTopic', 'arn:aws:sns:eu-west-1:111122223333:pager');
    const { template: alarmed } = service({ alarmTopics: [topic] }, given);
    expect(only(alarmed, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({
      MetricName: 'HealthyHostCount',
      Threshold: 4,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:pager'],
    });
  });

  test('none of a pilot light, which may still be started, and of which there is no alarm', () => {
    const { template: pilot } = service({ capacity: { warm: 0, most: 5 } });
    expect(only(pilot, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toMatchObject({
      MinCapacity: 0,
      MaxCapacity: 5,
    });
    expect(only(pilot, 'AWS::AutoScaling::AutoScalingGroup').Properties.MinSize).toBe('0');
    pilot.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});

describe('the servers', () => {
  const { template } = service();
  const { Weights, Server } = containers(template);

  test('start from their own registry, by digest, and wait for verified weights', () => {
    for (const container of [Weights, Server]) {
      const image = JSON.stringify(container.Image);
      expect(image).toMatch(/their\/(servers|aws-cli)@sha256:[0-9a-f]{64}/);
      expect(image).not.toMatch(/docker\.io|ghcr\.io|public\.ecr/);
    }
    expect(Server.DependsOn).toEqual([{ ContainerName: 'Weights', Condition: 'SUCCESS' }]);
    expect(Weights.Essential).toBe(false);
    expect(Weights.Environment).toEqual(
      expect.arrayContaining([
        { Name: 'BUCKET', Value: 'their-weights' },
        { Name: 'FOLDER', Value: `models/Qwen/Qwen3-8B-FP8/${'a'.repeat(40)}` },
        { Name: 'DIGEST', Value: 'b'.repeat(64) },
      ]),
    );
    expect(Server.MountPoints).toEqual([{ SourceVolume: 'weights', ContainerPath: '/weights', ReadOnly: true }]);
  });

  test('have a GPU each, are called by the name of their repository, and ask no hub', () => {
    expect(Server.ResourceRequirements).toEqual([{ Type: 'GPU', Value: '1' }]);
    expect(Server.Command.join(' ')).toContain(
      `--model /weights/${'b'.repeat(64)} --served-model-name ${WEIGHTS.repository}`,
    );
    expect(Server.Command.join(' ')).toContain('--max-model-len 16384');
    expect(Server.Environment).toEqual(expect.arrayContaining([{ Name: 'HF_HUB_OFFLINE', Value: '1' }]));
    expect(Server.MemoryReservation).toBeLessThan(16 * 1024);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/huggingface/);
  });

  test('are called once they have made a token', () => {
    expect(Server.EntryPoint.slice(0, 2)).toEqual(['/bin/sh', '-c']);
    expect(Server.EntryPoint[2]).toContain(`"model": "${WEIGHTS.repository}"`);
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties).toMatchObject({
      HealthCheckPath: '/ready',
      HealthCheckPort: '8001',
      Port: 8000,
    });
    const ports = resourcesOf(template, 'AWS::EC2::SecurityGroupIngress').map(([, one]) => one.Properties.FromPort);
    expect(ports.sort()).toEqual([8000, 8001]);
  });

  test('are well when they make a token', () => {
    const { Command, StartPeriod, Timeout, Retries } = Server.HealthCheck;
    expect(Command[0]).toBe('CMD-SHELL');
    const body = JSON.parse(/-d '(\{.*\})'/.exec(Command[1])?.[1] ?? '');
    expect(body).toMatchObject({ model: WEIGHTS.repository, max_tokens: 1 });
    expect(Command[1]).toContain('http://127.0.0.1:8000/v1/chat/completions');
    expect([StartPeriod, Timeout, Retries]).toEqual([300, 60, 5]);
  });

  test('stand on disks that are encrypted, and hand no credentials out by the old way', () => {
    const { LaunchTemplateData } = only(template, 'AWS::EC2::LaunchTemplate').Properties;
    expect(LaunchTemplateData.InstanceType).toBe('g6.xlarge');
    expect(LaunchTemplateData.MetadataOptions).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 1 });
    expect(LaunchTemplateData.BlockDeviceMappings).toEqual([
      expect.objectContaining({ Ebs: expect.objectContaining({ Encrypted: true }) }),
    ]);
  });
});

describe('what a team already has', () => {
  test('a cluster of this app: it takes the hosts, and no other is made', () => {
    const given = theirs();
    const cluster = new Cluster(given.stack, 'TheirCluster', { vpc: given.vpc });
    const { template } = service({ cluster }, given);
    template.resourceCountIs('AWS::ECS::Cluster', 1);
    const { CapacityProviders } = only(template, 'AWS::ECS::ClusterCapacityProviderAssociations').Properties;
    expect(CapacityProviders).toHaveLength(1);
  });

  test('an imported cluster, with its own GPU instances: no host is made, and its associations are left alone', () => {
    const given = theirs();
    const cluster = Cluster.fromClusterAttributes(given.stack, 'Theirs', {
      clusterName: 'shared',
      vpc: given.vpc,
      securityGroups: [],
    });
    const { template } = service({ cluster, capacityProvider: 'their-gpus' }, given);
    for (const type of [
      'AWS::ECS::Cluster',
      'AWS::AutoScaling::AutoScalingGroup',
      'AWS::ECS::ClusterCapacityProviderAssociations',
    ])
      template.resourceCountIs(type, 0);
    expect(only(template, 'AWS::ECS::Service').Properties.CapacityProviderStrategy).toEqual([
      { CapacityProvider: 'their-gpus', Weight: 1 },
    ]);
    const bare = theirs();
    const imported = Cluster.fromClusterAttributes(bare.stack, 'Theirs', {
      clusterName: 'shared',
      vpc: bare.vpc,
      securityGroups: [],
    });
    expect(codeOf(() => new VllmService(bare.stack, 'Own', { ...bare.props, cluster: imported }))).toBe(
      'cluster-cannot-be-extended',
    );
  });

  test('certificate, log group, key and subnets', () => {
    const given = theirs();
    const { stack } = given;
    const certificate = Certificate.fromCertificateArn(
      stack,
      'Certificate',
      'arn:aws:acm:eu-west-1:111122223333:certificate/x',
    );
    const encryptionKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/x');
    const logGroup = LogGroup.fromLogGroupName(stack, 'TheirLogs', 'theirs');
    const { template, construct } = service(
      { certificate, encryptionKey, logGroup, instanceType: 'g6e.xlarge', contextWindow: 8192 },
      given,
    );
    expect(construct.url).toBe('https://own.assistant.internal/v1');
    expect(only(template, 'AWS::ElasticLoadBalancingV2::Listener').Properties).toMatchObject({
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: expect.stringContaining('TLS13'),
    });
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    const { LaunchTemplateData } = only(template, 'AWS::EC2::LaunchTemplate').Properties;
    expect(LaunchTemplateData.InstanceType).toBe('g6e.xlarge');
    expect(LaunchTemplateData.BlockDeviceMappings[0].Ebs.KmsKeyId).toBe('arn:aws:kms:eu-west-1:111122223333:key/x');
    expect(containers(template).Server.Command).toContain('8192');
  });
});

test.each<[string, Partial<VllmServiceProps>]>([
  ['capacity-out-of-range', { capacity: { warm: 1 } }],
  ['capacity-out-of-range', { capacity: { warm: 2.5 } }],
  ['capacity-out-of-range', { capacity: { warm: 4, most: 3 } }],
  ['instance-type-unknown', { instanceType: 'p5.48xlarge' }],
])('%s: %j', (code, changes) => {
  const { stack, props } = theirs();
  expect(codeOf(() => new VllmService(stack, 'Own', { ...props, ...changes }))).toBe(code);
});

test('one zone is refused', () => {
  const { stack, props } = theirs();
  const vpc = Vpc.fromVpcAttributes(stack, 'OneZone', {
    vpcId: 'vpc-0bb',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: ['subnet-1'],
  });
  expect(codeOf(() => new VllmService(stack, 'Own', { ...props, vpc }))).toBe('one-zone');
});
