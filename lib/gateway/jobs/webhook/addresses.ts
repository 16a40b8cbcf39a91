import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are nobody's in public, from IANA's special-purpose registries: what a webhook could reach there is
 * ours, our provider's, or a machine's own.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const FORBIDDEN_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/**
 * Of IPv6 only what is globally routed may be called (2000::/3), without what carries an IPv4 address inside it and
 * what is for documentation.
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const ROUTED_IPV6 = '2000::/3';
const FORBIDDEN_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const forbidden4 = listOf(FORBIDDEN_IPV4, 'ipv4');
const routed6 = listOf([ROUTED_IPV6], 'ipv6');
const forbidden6 = listOf(FORBIDDEN_IPV6, 'ipv6');

/** May a webhook be sent to this address? What is no address may not. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !forbidden4.check(address, 'ipv4');
    case 6:
      return routed6.check(address, 'ipv6') && !forbidden6.check(address, 'ipv6');
    default:
      return false;
  }
}

/** A host that need not be looked up to be refused: an address that is not public, or a name of this machine's. */
export function isForbiddenHost(hostname: string): boolean {
  const plain = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(plain) !== 0) return !isPublic(plain);
  // A name without a dot is one of the machine's own network.
  return !plain.includes('.') || /\.(localhost|local|internal|home\.arpa)$/i.test(plain);
}

function listOf(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net, prefix] = subnet.split('/');
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
}
