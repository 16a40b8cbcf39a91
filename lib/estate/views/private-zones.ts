import type { EstateNode } from '../estate';
import { Unknown } from '../value';

const NETWORKS: ReadonlyMap<string, string> = new Map([
  ['AWS::Route53::HostedZone', 'VPCs'],
  ['aws_route53_zone', 'vpc'],
]);

/**
 * A hosted zone that is answered within networks alone. One that was made elsewhere, or whose networks are not known, is
 * judged as everybody's. A plan writes an empty list where nobody wrote one.
 */
export function isPrivateZone({ type, properties }: EstateNode): boolean {
  const networks = properties[NETWORKS.get(type) ?? ''];
  if (networks === undefined || networks instanceof Unknown) return false;
  return !Array.isArray(networks) || networks.length > 0;
}
