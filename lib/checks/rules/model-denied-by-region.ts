import { Unknown } from '../../estate/value';
import { functionsOf } from '../../estate/views/functions';
import { grantsOfFunction, INVOKE, resourcesOf } from '../bedrock';
import { grantsOf, roleOf } from '../iam/grants';
import { takesIn } from '../iam/statements';
import { type Rule, violation } from '../rule';

export const modelDeniedByRegion: Rule = {
  id: 'model-denied-by-region',
  family: 'ai',
  severity: 'error',
  fails: 'A deny by Region blocks the Regions that an inference profile uses',
  why: 'The call passes in the own Region and is denied in the one to which Bedrock sends it on: the rung fails at random, and wholly when the own Region is short of capacity.',
  source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html',
  mend: "Take bedrock:InvokeModel* out of the deny, or add all destination Regions of the profile to it ('unspecified' for a global one).",
  judge: (estate) =>
    functionsOf(estate).flatMap(({ node }) => {
      const role = roleOf(estate, node);
      const usesProfile = resourcesOf(grantsOfFunction(estate, node, INVOKE)).some(
        (resource) => typeof resource === 'string' && resource.includes('inference-profile/'),
      );
      if (role === undefined || !usesProfile) return [];
      return grantsOf(estate, role.id).flatMap(({ node: policy, statement }) => {
        if (statement instanceof Unknown || statement.effect !== 'Deny') return [];
        const isByRegion = Object.values(statement.conditions).some((keys) =>
          Object.keys(keys).some((key) => key.toLowerCase() === 'aws:requestedregion'),
        );
        const hits = statement.actions.some((action) => typeof action === 'string' && takesIn(action, INVOKE));
        return isByRegion && hits
          ? [
              violation(policy, `It denies what ${node.logicalId} calls through its profile.`, {
                found: 'aws:RequestedRegion',
              }),
            ]
          : [];
      });
    }),
};
