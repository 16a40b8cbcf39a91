import { ARecord, type Failover, type IHealthCheck, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { Construct, IDependable } from 'constructs';

/** Where an alias leads: an AWS resource's name and zone, or a record's name in its own zone. */
export interface AliasTarget {
  readonly dnsName: string;
  readonly hostedZoneId: string;
}

export interface AliasProps {
  readonly zone: IHostedZone;
  /** Fully qualified, without the trailing dot. */
  readonly name: string;
  readonly target: AliasTarget;
  readonly comment: string;
  readonly setIdentifier?: string;
  readonly region?: string;
  readonly failover?: Failover;
  readonly healthCheck?: IHealthCheck;
  /** What must be deployed before the record is. */
  readonly after?: readonly IDependable[];
}

/**
 * An A alias that evaluates its target's health. Every alias of a fleet does: one that does not traps traffic in a dead
 * branch, and CDK's own API Gateway target never sets it.
 */
export function alias(scope: Construct, id: string, { name, target, after = [], ...options }: AliasProps): ARecord {
  const record = new ARecord(scope, id, {
    ...options,
    recordName: `${name}.`,
    target: RecordTarget.fromAlias({ bind: () => ({ ...target, evaluateTargetHealth: true }) }),
  });
  record.node.addDependency(...after);
  return record;
}

/** An alias of other records of the same zone. */
export function recordAlias(
  scope: Construct,
  id: string,
  { leadsTo, ...props }: Omit<AliasProps, 'target'> & { readonly leadsTo: string },
): ARecord {
  return alias(scope, id, { ...props, target: { dnsName: leadsTo, hostedZoneId: props.zone.hostedZoneId } });
}
