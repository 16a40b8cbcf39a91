import { Unknown } from '../../estate/value';
import { probedRoutes } from '../dns/probed-apis';
import { type Rule, violation } from '../rule';

export const probeSharesFunctionWithTraffic: Rule = {
  id: 'probe-shares-function-with-traffic',
  family: 'failover',
  severity: 'warning',
  fails: 'The function that answers probes answers traffic too',
  why: 'Streams hold its concurrency for minutes. A throttled probe makes a busy Region a dead one: its traffic falls upon the neighbours, which are throttled next.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_monitoring_health.html',
  mend: 'Answer probes by a small function of their own, with reserved concurrency.',
  judge: (estate) => {
    const probed = new Set(probedRoutes(estate).map(({ route }) => route.path));
    const remarks = new Map(
      probedRoutes(estate).flatMap(({ api, route }) => {
        const { functionId } = route;
        if (functionId instanceof Unknown) return [];
        // One function may answer several probes, of health, of a switch; a path is a probe's in all Regions or in none.
        const isShared =
          /^\/\{/.test(String(route.path)) ||
          api.routes.some((other) => other.functionId === functionId && !probed.has(other.path));
        const node = estate.nodes.get(functionId);
        return isShared && node !== undefined
          ? [[functionId, violation(node, 'It answers what clients ask for, and what health checks ask for.')] as const]
          : [];
      }),
    );
    return [...remarks.values()];
  },
};
