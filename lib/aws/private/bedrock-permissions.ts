import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { bedrockDestinations } from '../../contract/bedrock-destinations';
import type { BedrockSource } from '../../contract/ladder';
import { bedrockProfilePrefix } from '../../contract/residency';
import { regional } from './permissions';

const ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

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
  const destinations = bedrockDestinations(prefix, region);
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ACTIONS,
      resources: destinations.map((place) => `arn:${partition}:bedrock:${place}::foundation-model/${model}`),
      conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profileArn } },
    }),
  );
}
