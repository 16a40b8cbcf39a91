import type { Estate, EstateNode } from '../estate/estate';
import { own } from '../estate/json';
import { Unknown } from '../estate/value';
import { probedRoutes } from './dns/probed-apis';

/**
 * The functions that answer for a Region behind health checks past any alias that CodeDeploy moves: what is deployed
 * takes all of their callers in one step.
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
  return [...new Set(answering)].flatMap((id) => estate.nodes.get(id) ?? []);
}
