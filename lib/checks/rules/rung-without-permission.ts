import { Unknown } from '../../estate/value';
import { bedrockGrants, INVOKE, profileId, resourcesOf, STREAM } from '../bedrock';
import { awsCells, ladderOf } from '../fleets';
import { takesIn } from '../iam/statements';
import { type Remark, type Rule, undecided, violation } from '../rule';

export const rungWithoutPermission: Rule = {
  id: 'rung-without-permission',
  family: 'ai',
  severity: 'error',
  fails: 'A cell may not call a model that its ladder names',
  why: 'The rung answers every call with AccessDenied: in a cell that nobody has watched, the ladder is one step shorter than everybody believes.',
  source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html',
  mend: 'Allow bedrock:InvokeModel and InvokeModelWithResponseStream on the inference profile of the Region, for the role of the gateway.',
  judge: (estate) =>
    awsCells(estate).flatMap(({ stack, cell, intent }) =>
      ladderOf(cell, intent.ladder).flatMap(({ name, on }) => {
        const source = on.aws;
        if (source?.kind !== 'bedrock' || stack.region instanceof Unknown) return [];
        const profile = profileId(source, stack.region);
        if (profile === undefined) return [];
        const arn = `arn:aws:bedrock:${stack.region}:${stack.account}:inference-profile/${profile}`;
        return [INVOKE, STREAM].flatMap((action): Remark[] => {
          const resources = resourcesOf(bedrockGrants(estate, stack, action));
          if (resources.some((resource) => typeof resource === 'string' && takesIn(resource, arn))) return [];
          const unknown = resources.find((resource) => resource instanceof Unknown);
          return unknown instanceof Unknown
            ? [undecided(stack, `whether ${name} may be called`, unknown)]
            : [violation(stack, `No function of ${cell} may call ${name}.`, { found: `no ${action} on ${arn}` })];
        });
      }),
    ),
};
