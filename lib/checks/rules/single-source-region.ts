import { Unknown } from '../../estate/value';
import { functionsOf } from '../../estate/views/functions';
import { grantsOfFunction, INVOKE, resourcesOf } from '../bedrock';
import { type Rule, violation } from '../rule';

export const singleSourceRegion: Rule = {
  id: 'single-source-region',
  family: 'single-point',
  severity: 'warning',
  fails: 'An inference profile is called from one Region alone',
  why: 'A profile spreads the work over Regions, but its endpoint is that of the Region that calls: when that is gone, so is the profile, global or not.',
  source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html',
  mend: 'Serve, and call the profile, from a second Region.',
  judge: (estate, { survive }) => {
    if (!survive.includes('any-cell')) return [];
    const callers = functionsOf(estate).filter(({ node }) =>
      resourcesOf(grantsOfFunction(estate, node, INVOKE)).some(
        (resource) => typeof resource === 'string' && resource.includes('inference-profile/'),
      ),
    );
    const [first] = callers;
    const regions = new Set(callers.map(({ node }) => node.stack.region));
    if (first === undefined || regions.size > 1 || [...regions][0] instanceof Unknown) return [];
    return [violation(first.node, 'No other Region calls the profile.', { found: String([...regions][0]) })];
  },
};
