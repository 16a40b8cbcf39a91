import type { Estate } from '../../estate/estate';
import { mentionsOf } from '../../estate/views/function-behind';
import { nodesOfType } from '../../estate/views/nodes';
import { type Rule, violation } from '../rule';

export const natGatewaySharedByZones: Rule = {
  id: 'nat-gateway-shared-by-zones',
  family: 'single-point',
  severity: 'warning',
  fails: 'Subnets of several zones reach the world through one NAT gateway',
  why: 'A NAT gateway lies in one zone: when that is gone, so is the way out of the others, and with it every model that is called outside.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  mend: 'Have a NAT gateway in each zone, or none and interface endpoints instead.',
  judge: (estate) => {
    const users = new Map<string, Set<string>>();
    for (const route of nodesOfType(estate, 'AWS::EC2::Route')) {
      const [gateway] = mentionsOf(route.properties.NatGatewayId);
      const [table] = mentionsOf(route.properties.RouteTableId);
      if (gateway === undefined || table === undefined) continue;
      users.set(gateway, new Set([...(users.get(gateway) ?? []), ...zonesOfTable(estate, table)]));
    }
    return [...users].flatMap(([gateway, zones]) => {
      const node = estate.nodes.get(gateway);
      return node !== undefined && zones.size > 1
        ? [violation(node, 'Several zones depend on its own.', { found: [...zones].join(', ') })]
        : [];
    });
  },
};

function zonesOfTable(estate: Estate, table: string): string[] {
  return nodesOfType(estate, 'AWS::EC2::SubnetRouteTableAssociation')
    .filter(({ properties }) => mentionsOf(properties.RouteTableId)[0] === table)
    .flatMap(({ properties }) => mentionsOf(properties.SubnetId))
    .flatMap((id) => {
      const zone = estate.nodes.get(id)?.properties.AvailabilityZone;
      return typeof zone === 'string' ? [zone] : [];
    });
}
