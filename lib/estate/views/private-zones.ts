import type { EstateNode } from '../estate';

/** A hosted zone that is answered within networks alone. Of one that was made elsewhere nobody knows. */
export function isPrivateZone({ type, properties }: EstateNode): boolean {
  if (type === 'AWS::Route53::HostedZone') return properties.VPCs !== undefined;
  return type === 'aws_route53_zone' && properties.vpc !== undefined;
}
