import type { Node } from 'constructs';
import { refuse } from '../../contract/problem';
import { healthCheckCount } from '../../topology/health-check-count';
import type { Topology } from '../../topology/topology';

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const DEFAULT_QUOTA = 200;

/** The context in which an app says the quota of its account: `-c understudy:health-check-quota=400`. */
const QUOTA_CONTEXT = 'understudy:health-check-quota';

/** Route 53 would refuse the last Regions' checks in the middle of a deployment. */
export function refuseTooManyHealthChecks(node: Node, topology: Topology): void {
  const quota = Number(node.tryGetContext(QUOTA_CONTEXT) ?? DEFAULT_QUOTA);
  const { perRegion, frontDoor, ofGoogle, total } = healthCheckCount(topology);
  refuse(
    [
      !Number.isInteger(quota) || quota < 1,
      {
        code: 'malformed-quota',
        path: QUOTA_CONTEXT,
        message: 'the quota of health checks is a number',
        found: String(node.tryGetContext(QUOTA_CONTEXT)),
        allowed: 'a whole number from 1',
        mend: `leave it out for Route 53's default of ${DEFAULT_QUOTA}`,
      },
    ],
    [
      total > quota,
      {
        code: 'health-check-quota',
        path: 'aws.regions',
        message: `${topology.awsCells.length} Regions need more health checks than the account may have`,
        found: `${total}: ${perRegion} a Region, ${frontDoor} at the front door, ${ofGoogle} of Google`,
        allowed: `${quota} an account`,
        mend: `serve fewer Regions, or have the quota raised and say so in the context ${QUOTA_CONTEXT}`,
      },
    ],
  );
}
