import type { BackendPlan, BalancerPlan } from '../plan/balancer-plan';

/**
 * The backend of a host name by the URL map: the exact name, the longest pattern, `*`, or what is left for all others.
 * @param hostName lower case, without a port
 * @see https://cloud.google.com/load-balancing/docs/url-map-concepts#host-rules
 */
export function matchHost({ hosts, otherHosts }: BalancerPlan, hostName: string): BackendPlan {
  const matching = hosts
    .filter(({ host }) => host === hostName || (host.startsWith('*') && hostName.endsWith(host.slice(1))))
    .sort((a, b) => Number(b.host === hostName) - Number(a.host === hostName) || b.host.length - a.host.length);
  return matching[0]?.backend ?? otherHosts;
}
