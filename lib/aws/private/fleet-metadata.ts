import type { Stack } from 'aws-cdk-lib/core';
import { type FleetMetadata, METADATA_KEY } from '../../contract/metadata';
import { fleetMetadata } from '../../topology/fleet-metadata';
import type { Topology } from '../../topology/topology';

/** Says in a stack's template what the fleet intends, for those who only read templates. */
export function describeFleet(stack: Stack, topology: Topology, part: FleetMetadata['part']): void {
  stack.templateOptions.metadata = { ...stack.templateOptions.metadata, [METADATA_KEY]: fleetMetadata(topology, part) };
}
