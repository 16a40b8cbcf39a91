import { BlockList } from 'node:net';
import { dnsNames } from '../../contract/names';
import { isIn } from './places';
import type { Rule } from './rule';

/**
 * What Route 53's checkers cannot reach: private, shared, local, multicast and reserved ranges.
 * The ranges for documentation (203.0.113.0/24 and its like) pass, so that examples do.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const NOT_PUBLIC = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  const [network, prefix] = range.split('/');
  NOT_PUBLIC.addSubnet(network, Number(prefix));
}

export const oneSecondCloud: Rule = ({ document }) => {
  if (document?.google === undefined || document.secondCloud === undefined) return [];
  return [
    {
      code: 'two-second-clouds',
      path: ['secondCloud'],
      message: 'google already is the second cloud.',
      mend: 'keep one of google and secondCloud',
    },
  ];
};

/** An alias needs its target in the same zone; a name outside would need a CNAME beside it, which Route 53 refuses. */
export const secondCloudHasAddress: Rule = ({ document, framed, whole }) => {
  const { secondCloud } = document ?? {};
  if (secondCloud === undefined || !framed('secondCloud')) return [];
  const { addresses, nameInZone } = secondCloud;
  const needed = { code: 'second-cloud-needs-address', allowed: 'addresses, or a nameInZone' } as const;
  if (addresses === undefined && nameInZone === undefined) {
    if (!whole('secondCloud', 'addresses') || !whole('secondCloud', 'nameInZone')) return [];
    const mend = 'give the addresses of the endpoint, or a name in the zone that has an A record';
    return [{ ...needed, path: ['secondCloud'], message: 'It has neither addresses nor a nameInZone.', mend }];
  }
  const path = ['secondCloud', 'nameInZone'];
  if (addresses !== undefined && nameInZone !== undefined) {
    return [{ ...needed, path, message: 'It has both addresses and a nameInZone.', mend: 'keep one of the two' }];
  }
  if (nameInZone === undefined || !whole(...path) || !whole('hostedZone', 'name')) return [];
  if (isIn(nameInZone, document.hostedZone.name)) return [];
  return [
    {
      ...needed,
      path,
      message: 'It is outside the hosted zone, so that no alias can point to it.',
      found: nameInZone,
      allowed: `a name in ${document.hostedZone.name}`,
      mend: 'give its addresses, or a name in the zone that has an A record',
    },
  ];
};

export const addressesArePublic: Rule = ({ document, framed, whole }) => {
  if (!framed('secondCloud', 'addresses')) return [];
  return (document.secondCloud?.addresses ?? []).flatMap((address, index) => {
    const path = ['secondCloud', 'addresses', index];
    if (!whole(...path) || !NOT_PUBLIC.check(address)) return [];
    return {
      code: 'address-not-public',
      path,
      message: 'Route 53 probes from the internet and cannot reach it.',
      found: address,
      allowed: 'a public IPv4 address',
      mend: 'give the address under which the internet reaches the endpoint',
    } as const;
  });
};

/** An alias to a name of the fleet's own loops; a probe of the served name asks whoever is served at the time. */
export const secondCloudIsApart: Rule = ({ document, whole }) => {
  if (!whole('domain')) return [];
  const { served, best, any } = dnsNames(document.domain);
  return (['nameInZone', 'probeHost'] as const).flatMap((name) => {
    if (!whole('secondCloud', name)) return [];
    const found = document.secondCloud?.[name];
    if (found === undefined) return [];
    if (![served, best, any].includes(found) && !isIn(found, `aws.${document.domain}`)) return [];
    return {
      code: 'name-written-by-fleet',
      path: ['secondCloud', name],
      message: 'The fleet itself writes this name, so that it would lead back to its own cells.',
      found,
      mend: "give the endpoint's own name",
    } as const;
  });
};
