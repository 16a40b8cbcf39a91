import { refuse } from '../../contract/problem';
import type { SecondCloudEndpoint } from '../../topology/topology';
import { isInZone } from './names';

/** Route 53 can lead only to addresses, and to names of its own zone: anything else would need a CNAME. */
export function refuseUnreachable(endpoint: SecondCloudEndpoint, zoneName: string, path: string): void {
  const { addresses = [], nameInZone } = endpoint;
  const common = {
    code: 'second-cloud-needs-address',
    path: `${path}.secondCloud`,
    mend: `give its addresses, or the name of an A record in ${zoneName}`,
  };
  refuse(
    [
      addresses.length > 0 === (nameInZone !== undefined),
      { ...common, message: 'exactly one of `addresses` and `nameInZone` says where the second cloud is' },
    ],
    [
      nameInZone !== undefined && !isInZone(nameInZone, zoneName),
      { ...common, message: 'the name lies outside the zone', found: nameInZone, allowed: `a name in ${zoneName}` },
    ],
  );
}
