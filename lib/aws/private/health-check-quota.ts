import { refuse } from '../../contract/problem';
import type { Topology } from '../../topology/topology';

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const DEFAULT_QUOTA = 200;

/** Health checks that a fleet has: in each Region, and at its front door. */
export function healthCheckCount({ prefer, awsCells, secondCloud }: Topology) {
  const quality = prefer === 'quality';
  const perRegion = quality ? 4 : 2;
  const frontDoor = secondCloud === undefined ? 0 : quality && secondCloud.preferredPath !== undefined ? 3 : 1;
  return { perRegion, frontDoor, total: perRegion * awsCells.length + frontDoor };
}

/** Route 53 would refuse the last Regions' checks in the middle of a deployment. */
export function refuseTooManyHealthChecks(topology: Topology): void {
  const { perRegion, frontDoor, total } = healthCheckCount(topology);
  refuse([
    total > DEFAULT_QUOTA,
    {
      code: 'health-check-quota',
      path: 'aws.regions',
      message: `${topology.awsCells.length} Regions need more health checks than an account has by default`,
      found: `${total}: ${perRegion} a Region and ${frontDoor} at the front door`,
      allowed: `${DEFAULT_QUOTA} an account`,
      mend: 'serve fewer Regions',
    },
  ]);
}
