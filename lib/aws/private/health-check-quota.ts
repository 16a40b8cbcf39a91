import { refuse } from '../../contract/problem';
import type { Topology } from '../../topology/topology';

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const DEFAULT_QUOTA = 200;

/** Health checks that a fleet has: in each Region, at its front door, and of its Google cells, in the same account. */
export function healthCheckCount({ prefer, awsCells, secondCloud, google }: Topology) {
  const quality = prefer === 'quality';
  // A lone Region has no switch.
  const perRegion = (quality ? 4 : 2) + (awsCells.length > 1 ? 1 : 0);
  const frontDoor = secondCloud === undefined ? 0 : quality && secondCloud.preferredPath !== undefined ? 3 : 1;
  // A probe of each Google region and one check over them, for each of `any` and `best`; and the switch of them all.
  const ofGoogle = google === undefined ? 0 : (quality ? 2 : 1) * (google.cells.length + 1) + 1;
  return { perRegion, frontDoor, ofGoogle, total: perRegion * awsCells.length + frontDoor + ofGoogle };
}

/** Route 53 would refuse the last Regions' checks in the middle of a deployment. */
export function refuseTooManyHealthChecks(topology: Topology): void {
  const { perRegion, frontDoor, ofGoogle, total } = healthCheckCount(topology);
  refuse([
    total > DEFAULT_QUOTA,
    {
      code: 'health-check-quota',
      path: 'aws.regions',
      message: `${topology.awsCells.length} Regions need more health checks than an account has by default`,
      found: `${total}: ${perRegion} a Region, ${frontDoor} at the front door, ${ofGoogle} of Google`,
      allowed: `${DEFAULT_QUOTA} an account`,
      mend: 'serve fewer Regions',
    },
  ]);
}
