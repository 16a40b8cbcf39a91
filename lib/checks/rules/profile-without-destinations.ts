import type { EstateNode } from '../../estate/estate';
import { Unknown } from '../../estate/value';
import { functionsOf } from '../../estate/views/functions';
import { grantsOfFunction, INVOKE, resourcesOf } from '../bedrock';
import { type Rule, violation } from '../rule';

export const profileWithoutDestinations: Rule = {
  id: 'profile-without-destinations',
  family: 'ai',
  severity: 'error',
  fails: 'An inference profile may be called, and its models in other Regions may not',
  why: 'Bedrock sends the call on to a Region that it chooses, and asks for the permission there too: calls fail whenever it chooses another than the own, which it does when the own is short of capacity.',
  source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html',
  mend: 'Allow the foundation model in every destination Region of the profile, on the condition that the profile calls it (bedrock:InferenceProfileArn).',
  judge: (estate) => {
    const remarks = functionsOf(estate).flatMap(({ node }) => {
      const resources = resourcesOf(grantsOfFunction(estate, node, INVOKE));
      if (resources.some((resource) => resource instanceof Unknown || resource === '*')) return [];
      const texts = resources.filter((resource): resource is string => typeof resource === 'string');
      const profiles = texts.filter((resource) => /:inference-profile\/(eu|us|apac|global)\./.test(resource));
      return profiles
        .filter((profile) => !reaches(texts, profile, node))
        .map((profile) => violation(node, 'It may call the profile in its own Region alone.', { found: profile }));
    });
    return remarks;
  },
};

/** Whether the model behind the profile is allowed in some Region besides the function's own. */
function reaches(resources: readonly string[], profile: string, { stack }: EstateNode): boolean {
  const model = profile.replace(/^.*inference-profile\/[a-z]+\./, '').replace(/\*$/, '');
  return resources.some((resource) => {
    const [, region, allowed = ''] = /^arn:[^:]*:bedrock:([^:]*):[^:]*:foundation-model\/(.*)$/.exec(resource) ?? [];
    return (
      region !== undefined &&
      region !== stack.region &&
      (allowed === '*' || allowed.startsWith(model) || model.startsWith(allowed.replace(/\*$/, '')))
    );
  });
}
