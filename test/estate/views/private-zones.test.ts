import type { EstateNode } from '../../../lib/estate/estate';
import { Unknown } from '../../../lib/estate/value';
import { isPrivateZone } from '../../../lib/estate/views/private-zones';

const unknown = new Unknown('a parameter without a default', { file: 'one.json', path: '' });

test.each([
  ['AWS::Route53::HostedZone', {}, false],
  ['AWS::Route53::HostedZone', { VPCs: [{ VPCId: 'vpc-1' }] }, true],
  ['AWS::Route53::HostedZone', { VPCs: [] }, false],
  ['AWS::Route53::HostedZone', { VPCs: unknown }, false],
  ['aws_route53_zone', {}, false],
  ['aws_route53_zone', { vpc: { vpc_id: 'vpc-1' } }, true],
  ['aws_route53_zone', { vpc: [{ vpc_id: unknown }] }, true],
  // As a plan writes it of every public zone.
  ['aws_route53_zone', { vpc: [] }, false],
  ['AWS::EC2::Subnet', { VPCs: [{}], vpc: [{}] }, false],
])('%s with %j is private: %s', (type, properties, is) => {
  expect(isPrivateZone({ type, properties } as unknown as EstateNode)).toBe(is);
});
