import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { BedrockSource } from '../../contract/ladder';
import { bedrockProfilePrefix } from '../../contract/residency';
import { regional } from './permissions';

const ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/**
 * The Regions to which the inference profiles of a geography may send a request. Which of them one model's profile uses
 * differs by model and grows, so all are named, and the grant's condition holds it to the one profile.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const DESTINATIONS: Readonly<Record<string, readonly string[]>> = {
  eu: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  us: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  apac: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
  ],
};

/**
 * Lets a function call one model through one inference profile of this Region, and the model itself only by way of it.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export function grantBedrock(role: IRole, { model, profile }: BedrockSource, region: string): void {
  // A Region without such a profile was refused as `profile-outside-geography`.
  const prefix = bedrockProfilePrefix(profile, region)!;
  const profileArn = regional(role, 'bedrock', `inference-profile/${prefix}.${model}`);
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ACTIONS, resources: [profileArn] }));

  const { partition } = Stack.of(role);
  // A global profile's requests have no Region: the ARN's place for it is empty.
  const elsewhere = prefix === 'global' ? [''] : DESTINATIONS[prefix];
  const destinations = [...new Set([region, ...elsewhere])].sort();
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ACTIONS,
      resources: destinations.map((place) => `arn:${partition}:bedrock:${place}::foundation-model/${model}`),
      conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profileArn } },
    }),
  );
}
