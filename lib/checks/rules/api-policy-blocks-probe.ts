import { Unknown } from '../../estate/value';
import { Reader } from '../../estate/views/reader';
import { probedRoutes } from '../dns/probed-apis';
import { statementsOf } from '../iam/statements';
import { type Rule, undecided, violation } from '../rule';

export const apiPolicyBlocksProbe: Rule = {
  id: 'api-policy-blocks-probe',
  family: 'failover',
  severity: 'error',
  fails: "An API's resource policy turns health checkers away",
  why: 'A condition on the source address or network lets in those it names alone, and the checkers are not among them: the endpoint is unhealthy from its first day, or from the day that their addresses change.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/route-53-ip-addresses.html',
  mend: 'Leave the probed paths out of the statement that denies.',
  judge: (estate) =>
    [...new Set(probedRoutes(estate).map(({ api }) => api.node))].flatMap((node) => {
      const policy = Reader.of(node).document('Policy');
      if (policy === undefined) return [];
      if (policy instanceof Unknown) return [undecided(node, 'whom its policy lets in', policy)];
      return statementsOf(policy).flatMap((statement) => {
        if (statement instanceof Unknown) return [undecided(node, 'whom its policy lets in', statement)];
        const { effect, conditions } = statement;
        const key = Object.values(conditions)
          .flatMap((keys) => Object.keys(keys))
          .find((name) => /^aws:(SourceIp|SourceVpc|SourceVpce)$/i.test(name));
        return effect === 'Deny' && key !== undefined
          ? [violation(node, 'It denies by where the caller comes from.', { found: key, path: 'Policy' })]
          : [];
      });
    }),
};
