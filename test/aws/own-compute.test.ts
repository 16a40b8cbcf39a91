import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { Fleet } from '../../lib/aws/fleet';
import type { RungDocument, ServingDocument } from '../../lib/topology/serving-document';
import { fleetOf, only, resourcesOf, topology } from './fleets';
import { wildcards } from './model-servers';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

const pinned = { revision: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` };
const own: RungDocument = {
  tier: 2,
  name: 'own',
  aws: { vllm: { model: 'Qwen/Qwen3-8B-FP8', ...pinned } },
  cells: ['aws:eu-west-1', 'aws:eu-west-3'],
};
const frontier: RungDocument = { tier: 1, name: 'frontier', aws: { bedrock: { model: 'amazon.nova-pro-v1:0' } } };
const script: RungDocument = { tier: 3, name: 'script', deterministic: { responses: 'responses' } };
const changes: Partial<ServingDocument> = {
  ladder: [frontier, own, script],
  routes: { chat: {} },
  demand: { peakRequestsPerSecond: 6, inputTokens: 1500, outputTokens: 300 },
};

interface Resource {
  readonly Type: string;
  readonly Properties: unknown;
}

const declared = fleetOf(changes);
test('synthesis asks no account for its zones', () => {
  expect(declared.assembly.manifest.missing ?? []).toEqual([]);
});

const templateOf = (name: string, { templates } = declared) => Template.fromJSON(templates.get(name));

describe('a cell with GPUs, among others without', () => {
  const having = templateOf('Assistant-eu-west-1');
  const lacking = templateOf('Assistant-eu-central-1');

  test('has a network, and its gateway stands in it; the others have none', () => {
    having.resourceCountIs('AWS::EC2::VPC', 1);
    lacking.resourceCountIs('AWS::EC2::VPC', 0);
    const inNetwork = (template: Template) =>
      resourcesOf(template, 'AWS::Lambda::Function').map(([, { Properties }]) => [
        Properties.Handler,
        Properties.VpcConfig !== undefined,
      ]);
    expect(inNetwork(having)).toEqual(expect.arrayContaining([['index.handler', true]]));
    expect(inNetwork(having)).toEqual(expect.arrayContaining([['health.handler', false]]));
    expect(inNetwork(lacking).some(([, inside]) => inside)).toBe(false);
  });

  test('is as warm as the plan says: the other one carries all of it', () => {
    // 6 requests of 1.307 s of an instance.
    expect(only(having, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toMatchObject({
      MinCapacity: 8,
      MaxCapacity: 16,
    });
  });

  test('has an endpoint for what is called, and for nothing else', () => {
    const names = resourcesOf(having, 'AWS::EC2::VPCEndpoint').map(([, { Properties }]) =>
      JSON.stringify(Properties.ServiceName)
        .replace(/.*(eu-west-1|Region"\})\W*/, '')
        .replace(/\W+$/, ''),
    );
    expect(names.sort()).toEqual(
      [
        'bedrock-runtime',
        'ecr.api',
        'ecr.dkr',
        'ecs',
        'ecs-agent',
        'ecs-telemetry',
        'logs',
        's3',
        'secretsmanager',
      ].sort(),
    );
    having.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  test('takes nothing from another stack, and asks nobody but the gateway in', () => {
    expect(JSON.stringify(having.toJSON())).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
    const [, balancer] = resourcesOf(having, 'AWS::EC2::SecurityGroupIngress')
      .filter(([, { Properties }]) => Properties.FromPort === 80)
      .map(([, { Properties }]) => Properties)
      .concat([{}])
      .reverse();
    expect(JSON.stringify(balancer.SourceSecurityGroupId)).toContain('GatewayFunction');
  });

  test('grants by name, but for calls that have no resource', () => {
    expect([...new Set(wildcards(having))].sort()).toEqual([
      'cloudwatch:DescribeAlarms on *',
      'ec2:AssignPrivateIpAddresses on *',
      'ec2:CreateNetworkInterface on *',
      'ec2:DeleteNetworkInterface on *',
      'ec2:DescribeNetworkInterfaces on *',
      'ec2:DescribeSubnets on *',
      'ec2:UnassignPrivateIpAddresses on *',
      'ecr:GetAuthorizationToken on *',
      'ecs:DiscoverPollEndpoint on *',
      'ecs:Poll on /*',
      'ecs:StartTelemetrySession on /*',
      'ecs:UpdateContainerInstancesState on /*',
      `s3:GetObject on ${'a'.repeat(40)}/*`,
    ]);
    const policies = JSON.stringify(having.findResources('AWS::IAM::Policy'));
    expect(policies).toContain('"Null":{"lambda:SourceFunctionArn":"true"}');
  });

  test('names no public hub', () => {
    expect(JSON.stringify(having.toJSON())).not.toMatch(/docker\.io|ghcr\.io|public\.ecr\.aws|huggingface\.co/);
  });
});

test.each(['warm-standby', 'pilot-light'] as const)(
  '%s has other numbers of servers and hosts, and nothing else: DNS and its checks are the same',
  (posture) => {
    /** Without what is sized, what watches whether that many are there, and what is said of it. */
    const rest = ({ templates }: typeof declared) =>
      Object.fromEntries(
        [...templates].map(([name, { Resources }]) => [
          name,
          Object.entries<Resource>(Resources)
            .filter(([id]) => !/^Ownown/.test(id) && !/Dashboard/.test(id))
            .map(([id, { Type, Properties }]) => [id, Type, Properties]),
        ]),
      );
    const [active, other] = [rest(declared), rest(fleetOf({ ...changes, posture }))];
    expect(other).toEqual(active);
    const types = Object.values(active).flatMap((resources) => resources.map(([, type]) => type));
    expect(types.filter((type) => type === 'AWS::Route53::RecordSet').length).toBeGreaterThan(8);
    expect(types.filter((type) => type === 'AWS::Route53::HealthCheck').length).toBeGreaterThan(8);
  },
);

describe('what servers start from', () => {
  const { assembly, templates } = declared;

  test('is kept in a stack of its own in each such Region, deployed before its cell', () => {
    expect([...templates.keys()].filter((name) => name.endsWith('-mirror'))).toEqual([
      'Assistant-eu-west-1-mirror',
      'Assistant-eu-west-3-mirror',
    ]);
    for (const region of ['eu-west-1', 'eu-west-3']) {
      const cell = assembly.getStackByName(`Assistant-${region}`);
      expect(cell.dependencies.map(({ id }) => id).join()).toContain(`${region.replace(/-/g, '')}mirror`);
    }
  });

  test('outlives its stack, and has the names that the cell looks for', () => {
    const mirror = templateOf('Assistant-eu-west-1-mirror');
    const bucket = only(mirror, 'AWS::S3::Bucket');
    expect([bucket.DeletionPolicy, bucket.Properties.BucketName]).toEqual([
      'RetainExceptOnCreate',
      'assistant-weights-111122223333-eu-west-1',
    ]);
    const repositories = resourcesOf(mirror, 'AWS::ECR::Repository');
    expect(repositories.map(([, { Properties }]) => Properties.RepositoryName)).toEqual([
      'assistant/vllm-openai',
      'assistant/aws-cli',
    ]);
    const cell = JSON.stringify(templateOf('Assistant-eu-west-1').toJSON());
    for (const name of [
      'assistant-weights-111122223333-eu-west-1',
      'assistant/vllm-openai@sha256',
      'assistant/aws-cli@sha256',
    ]) {
      expect(cell).toContain(name);
    }
  });
});

test('llama.cpp in every cell, and a way out for a leased endpoint that was asked for', () => {
  const small: RungDocument = {
    tier: 2,
    name: 'small',
    aws: {
      llamaCpp: {
        model: 'Qwen/Qwen3-1.7B-GGUF',
        file: 'Qwen3-1.7B-Q8_0.gguf',
        ...pinned,
        throughput: { inputTokensPerSecond: 900, outputTokensPerSecond: 90 },
      },
    },
  };
  const leased: RungDocument = {
    tier: 2,
    name: 'leased',
    openAiCompatible: { url: 'https://llm.example.net/v1', model: 'qwen' },
    residency: ['eu'],
  };
  const app = new App();
  const fleet = Fleet._of(
    app,
    'Assistant',
    topology({
      ...changes,
      ladder: [frontier, small, leased, script],
      aws: {
        account: '111122223333',
        regions: ['eu-west-1', { name: 'eu-central-1', zones: ['eu-central-1b', 'eu-central-1c'] }],
        egress: 'nat-per-zone',
      },
    }),
  );
  for (const { stack, models } of fleet.cells) {
    const template = Template.fromStack(Stack.of(stack));
    template.resourceCountIs('AWS::EC2::NatGateway', 2);
    template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 0);
    expect(models.map(({ url }) => url)).toEqual(['http://small.assistant.internal/v1']);
  }
  const zones = resourcesOf(Template.fromStack(fleet.cell('eu-central-1').stack), 'AWS::EC2::Subnet').map(
    ([, { Properties }]) => Properties.AvailabilityZone,
  );
  expect(new Set(zones)).toEqual(new Set(['eu-central-1b', 'eu-central-1c']));
});

test('what the templates say of it has no fractions, which CloudFormation does not take there', () => {
  const { Metadata } = templateOf('Assistant-eu-west-1').toJSON();
  const fractions: unknown[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'number' && !Number.isInteger(value)) fractions.push(value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  look(Metadata);
  expect(fractions).toEqual([]);
  expect(Metadata.Understudy.compute.services[0]).toMatchObject({
    millisecondsPerRequest: 1307,
    megabytes: 9500,
  });
});
