import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { refuse } from '../../contract/problem';
import { isInZone } from './names';

/** A zone answers only for its own names: CDK notices nothing, and Route 53 refuses the record in the deployment. */
export function refuseOutsideZone(scope: Construct, domain: string, zone: IHostedZone): void {
  refuse([
    !isInZone(domain, zone.zoneName),
    {
      code: 'zone-does-not-hold-domain',
      path: `${scope.node.path}.domain`,
      message: 'the domain is neither the zone nor a name in it',
      found: domain,
      allowed: `${zone.zoneName}, or a name below it`,
      mend: 'give the zone that holds the domain',
    },
  ]);
}
