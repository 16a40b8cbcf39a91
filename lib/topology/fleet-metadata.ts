import type { FleetMetadata } from '../contract/metadata';
import { switchesOf } from './switches';
import type { Topology } from './topology';

/** What one stack of a fleet says of the whole, for those who only read templates. */
export function fleetMetadata(topology: Topology, part: FleetMetadata['part']): FleetMetadata {
  const { service, stage, domain, prefer, ladder, routes, objectives, compute } = topology;
  const cells = [...topology.awsCells, ...(topology.google?.cells ?? [])].map((cell) => cell.id);
  return {
    version: 1,
    service,
    ...(stage !== undefined && { stage }),
    domain,
    prefer,
    cells,
    ladder,
    routes,
    objectives,
    ...(compute && { compute }),
    switches: switchesOf(topology),
    part,
  };
}
