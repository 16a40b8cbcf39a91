import { type BaseService, CfnService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { refuse } from '../../contract/problem';
import type { ServerCapacity } from '../open-weights';

/** Loading 16 GB, and compiling for it. */
const START = Duration.minutes(15);

/** Fewer than one a zone leaves the cell without the rung when a zone is gone. */
export function refuseCapacity(scope: Construct, { warm, most }: ServerCapacity): void {
  const range = (code: string, path: string, found: number, allowed: string, mend: string) => ({
    code,
    path: `${scope.node.path}.capacity.${path}`,
    message: 'a number of servers',
    found: String(found),
    allowed,
    mend,
  });
  refuse(
    [
      !Number.isInteger(warm) || warm < 0 || warm === 1,
      range('capacity-out-of-range', 'warm', warm, '0, or 2 and more: one a zone', 'raise it to 2'),
    ],
    [
      most !== undefined && (!Number.isInteger(most) || most < Math.max(1, warm)),
      range(
        'capacity-out-of-range',
        'most',
        most ?? 0,
        `${Math.max(1, warm)} or more`,
        'leave it out for twice as many',
      ),
    ],
  );
}

/** Adds to what is warm, before that is fully busy; what is warm never becomes less. */
export function scale(service: BaseService, targetGroup: ApplicationTargetGroup, capacity: ServerCapacity): void {
  const { warm, most = Math.max(1, 2 * warm), requestsPerSecond = 1 } = capacity;
  const scaling = service.autoScaleTaskCount({ minCapacity: warm, maxCapacity: most });
  if (most > warm) {
    scaling.scaleOnRequestCount('Requests', {
      targetGroup,
      requestsPerTarget: Math.max(1, Math.floor(60 * requestsPerSecond * 0.8)),
      scaleInCooldown: Duration.minutes(30),
      scaleOutCooldown: Duration.minutes(2),
    });
  }
  // A number here would take away, with every deployment, what scaling has added.
  const resource = service.node.findAll().find((child): child is CfnService => child instanceof CfnService);
  resource?.addPropertyDeletionOverride('DesiredCount');
}

/** Grace for a start, and how many more there may be while a deployment replaces them: a server at least. */
export function rolling({ warm }: ServerCapacity) {
  const least = Math.max(1, warm);
  return {
    healthCheckGracePeriod: START,
    minHealthyPercent: 100,
    maxHealthyPercent: Math.max(125, Math.ceil((100 * (least + 1)) / least)),
    circuitBreaker: { rollback: true },
  };
}
