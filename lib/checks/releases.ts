import type { Estate, EstateNode } from '../estate/estate';
import { own } from '../estate/json';
import { Unknown } from '../estate/value';
import { probedRoutes } from './dns/probed-apis';
import { servedRegions } from './dns/served-regions';

/**
 * The functions that answer for a Region behind health checks past any alias that CodeDeploy moves: what is deployed
 * takes all of their callers in one step. Where other Regions serve too, each deployed by itself, the first Region is
 * the part that meets the bug alone; a fleet of ours means to lead callers over in each Region as well.
 */
export function movedAtOnce(estate: Estate): readonly EstateNode[] {
  const apis = new Set(probedRoutes(estate).map(({ api }) => api));
  const answering = [...apis].flatMap(({ routes }) =>
    routes.flatMap(({ functionId, calledId }) => {
      const called = calledId === undefined ? undefined : estate.nodes.get(calledId);
      const isGradual = own(called?.attributes.UpdatePolicy, 'CodeDeployLambdaAliasUpdate') !== undefined;
      return isGradual || functionId instanceof Unknown ? [] : [functionId];
    }),
  );
  const isAlone = servedRegions(estate).size < 2;
  return [...new Set(answering)]
    .flatMap((id) => estate.nodes.get(id) ?? [])
    .filter(({ stack }) => isAlone || stack.intent !== undefined);
}
