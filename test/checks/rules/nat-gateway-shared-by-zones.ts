import { ref, subnet } from '../blocks';
import { type Example, only } from '../example';

/** Two private subnets, each with a route of its own to one of these gateways. */
const estate = (...gateways: [string, string]) => ({
  ...Object.fromEntries(
    gateways.flatMap((gateway, index): [string, unknown][] => {
      const [id, zone] = [['A', 'eu-west-1a'] as const, ['B', 'eu-west-1b'] as const][index] ?? ['', ''];
      return [
        [`Subnet${id}`, subnet(zone)],
        [`Table${id}`, { Type: 'AWS::EC2::RouteTable', Properties: {} }],
        [
          `Belongs${id}`,
          {
            Type: 'AWS::EC2::SubnetRouteTableAssociation',
            Properties: { RouteTableId: ref(`Table${id}`), SubnetId: ref(`Subnet${id}`) },
          },
        ],
        [
          `Route${id}`,
          { Type: 'AWS::EC2::Route', Properties: { RouteTableId: ref(`Table${id}`), NatGatewayId: ref(gateway) } },
        ],
      ];
    }),
  ),
  NatA: { Type: 'AWS::EC2::NatGateway', Properties: {} },
  NatB: { Type: 'AWS::EC2::NatGateway', Properties: {} },
});

export const example: Example = {
  compliant: only(estate('NatA', 'NatB')),
  broken: only(estate('NatA', 'NatA')),
};
