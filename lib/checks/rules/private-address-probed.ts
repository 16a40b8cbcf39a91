import { BlockList, isIP } from 'node:net';
import { healthChecksOf } from '../../estate/views/health-checks';
import { type Rule, violation } from '../rule';

export const privateAddressProbed: Rule = {
  id: 'private-address-probed',
  family: 'failover',
  severity: 'error',
  fails: 'A health check probes an address that Route 53 cannot reach',
  why: 'Its checkers are on the internet: private, local and multicast addresses are refused or never answer.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  mend: 'Probe a public address or name, or watch a metric beside a probe of what is public.',
  judge: (estate) =>
    healthChecksOf(estate).flatMap(({ node, address, host }) => {
      const probed = address ?? host;
      return typeof probed === 'string' && isPrivate(probed)
        ? [violation(node, 'No checker reaches it.', { found: probed })]
        : [];
    }),
};

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html (IPAddress: RFC 5735, 6598, 5156) */
const UNREACHABLE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 4],
] as const) {
  UNREACHABLE.addSubnet(network, prefix);
}
UNREACHABLE.addSubnet('fc00::', 7, 'ipv6');
UNREACHABLE.addSubnet('fe80::', 10, 'ipv6');
UNREACHABLE.addAddress('::1', 'ipv6');

function isPrivate(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && UNREACHABLE.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
