import type { Estate, EstateNode } from '../../estate/estate';
import { Unknown, type Value } from '../../estate/value';
import { mentionsOf } from '../../estate/views/function-behind';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { type Rule, violation } from '../rule';

export const singleZone: Rule = {
  id: 'single-zone',
  family: 'single-point',
  severity: 'error',
  fails: 'A service lies in one zone',
  why: 'Zones fail alone and more often than Regions: one of us-east-1 lost power on 7 May 2026, and was back after more than twenty hours.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html',
  mend: 'Give it subnets of two zones or more.',
  judge: (estate) =>
    PLACED.flatMap(({ type, subnets }) =>
      nodesOfType(estate, type).flatMap((node) => {
        const zones = zonesOf(estate, subnets(Reader.of(node)));
        return zones?.size === 1
          ? [violation(node, 'All its subnets are of one zone.', { found: [...zones].join() })]
          : [];
      }),
    ),
};

type Subnets = Value | undefined;

const PLACED: readonly { type: string; subnets: (node: Reader) => Subnets }[] = [
  {
    type: 'AWS::ECS::Service',
    subnets: (node) => inside(inside(node, 'NetworkConfiguration'), 'AwsvpcConfiguration')?.value('Subnets'),
  },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    subnets: (node) => node.value('VPCZoneIdentifier') ?? node.value('AvailabilityZones'),
  },
  { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', subnets: (node) => node.value('Subnets') },
  { type: 'AWS::Lambda::Function', subnets: (node) => inside(node, 'VpcConfig')?.value('SubnetIds') },
  { type: 'AWS::RDS::DBSubnetGroup', subnets: (node) => node.value('SubnetIds') },
];

function inside(reader: Reader | undefined, key: string): Reader | undefined {
  const section = reader?.section(key);
  return section instanceof Unknown ? undefined : section;
}

/** Undefined where the zone of a subnet is not known; a list of no subnet says nothing. */
function zonesOf(estate: Estate, subnets: Subnets): Set<string> | undefined {
  if (!Array.isArray(subnets) || subnets.length === 0) return undefined;
  const zones = new Set<string>();
  for (const subnet of subnets as readonly Value[]) {
    const zone = zoneOf(mentionsOf(subnet).flatMap((id) => estate.nodes.get(id) ?? [])[0]);
    // Two subnets that nobody knows may be of two zones, one is of one.
    if (zone === undefined && subnets.length > 1) return undefined;
    zones.add(zone ?? 'that of its only subnet');
  }
  return zones;
}

/** A zone by its name; by `Fn::Select` of `Fn::GetAZs` it is known that it is one, and which of them. */
function zoneOf(subnet: EstateNode | undefined): string | undefined {
  const zone = subnet?.properties.AvailabilityZone ?? subnet?.properties.AvailabilityZoneId;
  return typeof zone === 'string' ? zone : undefined;
}
