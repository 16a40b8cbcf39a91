import type { Stack } from 'aws-cdk-lib/core';
import { type FleetMetadata, METADATA_KEY } from '../../contract/metadata';
import type { Topology } from '../../topology/topology';

/** Says in a stack's template what the fleet intends, for those who only read templates. */
export function describeFleet(stack: Stack, topology: Topology, part: FleetMetadata['part']): void {
  const { service, stage, domain, prefer, ladder, routes, objectives } = topology;
  const cells = [...topology.awsCells, ...(topology.google?.cells ?? [])].map((cell) => cell.id);
  const metadata: FleetMetadata = {
    version: 1,
    service,
    ...(stage !== undefined && { stage }),
    domain,
    prefer,
    cells,
    ladder,
    routes,
    objectives,
    part,
  };
  stack.templateOptions.metadata = { ...stack.templateOptions.metadata, [METADATA_KEY]: metadata };
}
