import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { refuse } from '../../contract/problem';
import { oneZone } from './zones';

/** What runs a server's tasks: hosts with GPUs, or Fargate. */
export interface ServerPlace {
  readonly vpc: IVpc;
  readonly vpcSubnets?: SubnetSelection;
}

/** Two zones or more, where they are known already. */
export function refuseOneZone(scope: Construct, { vpc, vpcSubnets }: ServerPlace): void {
  const zones = [...new Set(vpc.selectSubnets(vpcSubnets).availabilityZones)];
  const known = zones.every((zone) => !Token.isUnresolved(zone));
  refuse([known && zones.length < 2, oneZone(`${scope.node.path}.vpcSubnets`, zones)]);
}
