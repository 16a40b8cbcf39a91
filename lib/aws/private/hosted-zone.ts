import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Topology } from '../../topology/topology';

/** The zone as a stack sees it: by its id, without asking the account. */
export function hostedZone(scope: Construct, { hostedZone: { id, name } }: Topology): IHostedZone {
  return HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: id, zoneName: name });
}
