/** What Route 53 looks at when an alias of an AWS resource evaluates its target's health. */
export type WatchedResource =
  /** Seen to fail only with the API Gateway service itself; never with what stands behind it. */
  | { readonly kind: 'api-gateway'; readonly serviceAvailable: boolean }
  | { readonly kind: 'load-balancer'; readonly groups: readonly TargetGroup[] };

/** How many targets a load balancer's target group has, and how many of them pass its own health checks. */
export interface TargetGroup {
  readonly targets: number;
  readonly healthy: number;
}

/**
 * @see R53/resource-record-sets-values-alias-common (Evaluate target health): a load balancer is unhealthy when any of
 *   its groups with targets has none that is healthy, or has a group without any target
 */
export function resourceHealth(resource: WatchedResource): boolean {
  if (resource.kind === 'api-gateway') return resource.serviceAvailable;
  return resource.groups.every(({ targets, healthy }) => targets > 0 && healthy > 0);
}
