import { Unknown } from '../../estate/value';
import { grantsOfFunction, INVOKE } from '../bedrock';
import { probedRoutes } from '../dns/probed-apis';
import { type Rule, violation } from '../rule';

export const probeCallsModel: Rule = {
  id: 'probe-calls-model',
  family: 'ai',
  severity: 'error',
  fails: 'The function that health checkers ask may call a model',
  why: 'Sixteen checkers ask every ten seconds: a model that throttles, or is slow, makes the probe fail and takes away a Region that could still serve by other rungs, and all Regions at once.',
  source: 'https://aws.amazon.com/builders-library/implementing-health-checks/',
  mend: 'Answer probes from a verdict that somebody else writes at his own pace.',
  judge: (estate) => {
    const asked = new Set(
      probedRoutes(estate).flatMap(({ route: { functionId } }) => (typeof functionId === 'string' ? [functionId] : [])),
    );
    return [...asked].flatMap((id) => {
      const node = estate.nodes.get(id);
      const grants = node === undefined ? [] : grantsOfFunction(estate, node, INVOKE);
      return node !== undefined && grants.some(({ statement }) => !(statement instanceof Unknown))
        ? [violation(node, 'It may call Bedrock while a checker waits for its answer.')]
        : [];
    });
  },
};
