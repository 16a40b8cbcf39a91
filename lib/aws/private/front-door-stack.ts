import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Topology } from '../../topology/topology';
import { FrontDoor } from '../front-door';
import { Prefer } from '../prefer';
import { SecondCloud } from '../second-cloud';
import { fleetDashboard } from './fleet-dashboard';
import { describeFleet } from './fleet-metadata';
import { hostedZone } from './hosted-zone';

/** The stack of the served name, in a Region that the topology names. */
export function frontDoorStack(scope: Construct, topology: Topology): FrontDoor {
  const { domain, secondCloud } = topology;
  const stack = new Stack(scope, 'FrontDoor', {
    stackName: topology.frontDoorStackName,
    description: `${topology.service}: the served name`,
    env: { account: topology.hostedZone.account, region: topology.frontDoorRegion },
    terminationProtection: true,
  });
  describeFleet(stack, topology, { kind: 'front-door' });
  fleetDashboard(stack, topology);
  return new FrontDoor(stack, 'FrontDoor', {
    zone: hostedZone(stack, topology),
    domain,
    prefer: topology.prefer === 'quality' ? Prefer.QUALITY : Prefer.LOCALITY,
    secondCloud: secondCloud && SecondCloud._of(secondCloud),
  });
}
