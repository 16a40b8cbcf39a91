import { Template } from 'aws-cdk-lib/assertions';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { LlamaCppService, type LlamaCppServiceProps } from '../../lib/aws/llama-cpp-service';
import { only, resourcesOf } from './fleets';
import { theirs, wildcards } from './model-servers';

function service(changes: Partial<LlamaCppServiceProps> = {}, given = theirs()) {
  const construct = new LlamaCppService(given.stack, 'Small', { ...given.props, file: 'own-Q8_0.gguf', ...changes });
  return { ...given, construct, template: Template.fromStack(given.stack) };
}

const containerOf = (template: Template, name: string) =>
  only(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions.find(
    (one: { Name: string }) => one.Name === name,
  );

test('stands on Fargate in a foreign VPC, in both zones, without an address of its own', () => {
  const { template, construct } = service();
  const { LaunchType, NetworkConfiguration } = only(template, 'AWS::ECS::Service').Properties;
  expect(LaunchType).toBe('FARGATE');
  expect(NetworkConfiguration.AwsvpcConfiguration).toMatchObject({
    AssignPublicIp: 'DISABLED',
    Subnets: ['subnet-1', 'subnet-2'],
  });
  for (const type of ['AWS::EC2::VPC', 'AWS::AutoScaling::AutoScalingGroup']) template.resourceCountIs(type, 0);
  expect(construct.url).toBe('http://own.assistant.internal/v1');
});

test('serves one file of the verified weights, by the name of the repository', () => {
  const { template } = service({ vcpus: 16 });
  const { Command } = containerOf(template, 'Server');
  expect(Command.join(' ')).toContain(`--model /weights/${'b'.repeat(64)}/own-Q8_0.gguf --alias Qwen/Qwen3-8B-FP8`);
  expect(Command.join(' ')).toContain('--threads 16');
  // Each of the slots has the whole window.
  expect(Command[Command.indexOf('--ctx-size') + 1]).toBe(String(4 * 16_384));
  expect(only(template, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({ Cpu: '16384', Memory: '65536' });
  expect(containerOf(template, 'Server').HealthCheck.Command[1]).toContain('"max_tokens":1');
});

test('every permission is by name, but for a call that has no resource', () => {
  const { template } = service();
  expect(wildcards(template).sort()).toEqual(['ecr:GetAuthorizationToken on *', `s3:GetObject on ${'a'.repeat(40)}/*`]);
  for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role')) {
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  }
});

test('an imported cluster is used as it is', () => {
  const given = theirs();
  const cluster = Cluster.fromClusterAttributes(given.stack, 'Theirs', {
    clusterName: 'shared',
    vpc: given.vpc,
    securityGroups: [],
  });
  const { template } = service({ cluster }, given);
  template.resourceCountIs('AWS::ECS::Cluster', 0);
  expect(JSON.stringify(only(template, 'AWS::ECS::Service').Properties.Cluster)).toContain('shared');
});

test('a size that Fargate has not is refused', () => {
  expect(() => service({ vcpus: 3 })).toThrow('vcpus-not-offered');
});
