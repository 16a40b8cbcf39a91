import type { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import type { ModelServerProps } from '../../lib/aws/model-server-props';
import { foreignStack } from './fleets';

export const WEIGHTS = {
  repository: 'Qwen/Qwen3-8B-FP8',
  revision: 'a'.repeat(40),
  digest: `sha256:${'b'.repeat(64)}`,
};

/** Everything that somebody else already has: nothing of it is of this stack. */
export function theirs(stack: Stack = foreignStack()) {
  const vpc = Vpc.fromVpcAttributes(stack, 'TheirVpc', {
    vpcId: 'vpc-0aa',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  });
  const props: ModelServerProps = {
    hostName: 'own.assistant.internal',
    weights: WEIGHTS,
    mirror: {
      weights: Bucket.fromBucketName(stack, 'TheirWeights', 'their-weights'),
      serverImages: Repository.fromRepositoryName(stack, 'TheirServers', 'their/servers'),
      loaderImages: Repository.fromRepositoryName(stack, 'TheirLoader', 'their/aws-cli'),
    },
    capacity: { warm: 4, most: 9, requestsPerSecond: 0.75 },
    vpc,
  };
  return { stack, vpc, props };
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** What the policies of a template allow of everything: `action on resource`. */
export function wildcards(template: Template): string[] {
  return Object.values<object>(template.toJSON().Resources)
    .flatMap((resource) => [...statementsIn(resource)])
    .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource !== undefined)
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) =>
        [Resource]
          .flat()
          .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
          .filter((one) => one.includes('*') || action.includes('*'))
          .map((one) => `${action} on ${one === '*' ? '*' : lastPart(one)}`),
      ),
    );
}

function lastPart(resource: string): string {
  return /([^":/]*\/?\*)/.exec(resource)?.[1] ?? resource;
}

function* statementsIn(value: unknown): Generator<Statement> {
  if (typeof value !== 'object' || value === null) return;
  if ('Effect' in value && 'Action' in value) yield value as Statement;
  for (const member of Object.values(value)) yield* statementsIn(member);
}
