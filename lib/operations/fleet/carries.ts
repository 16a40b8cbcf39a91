import type { CellId } from '../../contract/cell';
import { requestsPerSecondOf } from '../../contract/compute';
import { capacityOf } from '../../topology/capacity';
import { carried, carriers } from '../../topology/compute/capacity';
import { requestsInFlight } from '../../topology/requests-in-flight';
import type { Topology } from '../../topology/topology';

/** Whether the cells that are left carry the declared load. */
export type Carrying =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly lacking: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** @param lost the cells that nobody is led to any more */
export function carriesWithout(topology: Topology, lost: readonly CellId[]): Carrying {
  const { demand, awsCells } = topology;
  if (demand === undefined) return { kind: 'unknown', why: 'the declaration says no demand' };
  const lacking = [...gateways(topology, lost), ...ownCompute(topology, lost)];
  // Where AWS has no cell left, Google's answer, which its load balancer lets grow; what is warm there was sized for it.
  if (awsCells.every(({ id }) => lost.includes(id)) && lacking.length === 0) {
    return { kind: 'unknown', why: "how far Google's cells grow is not the declaration's to say" };
  }
  return lacking.length === 0 ? { kind: 'yes' } : { kind: 'no', lacking };
}

/** By concurrency alone: requests in flight at once. */
function gateways({ demand, awsCells }: Topology, lost: readonly CellId[]): string[] {
  const left = awsCells.filter(({ id }) => !lost.includes(id));
  if (demand === undefined || left.length === 0) return [];
  const needed = Math.ceil(requestsInFlight(demand));
  const held = left.length * (capacityOf(demand)?.reservedConcurrency ?? 0);
  return held >= needed ? [] : [`their gateways hold ${held} requests at once, and the peak is ${needed}`];
}

function ownCompute({ compute, awsCells, google, demand }: Topology, lost: readonly CellId[]): string[] {
  if (compute === undefined || demand === undefined) return [];
  const cells = [...awsCells, ...(google?.cells ?? [])].map(({ id }) => id);
  const { peakRequestsPerSecond } = demand;
  return [...new Set(compute.services.map(({ rung }) => rung))].flatMap((rung) => {
    const services = compute.services.filter((service) => service.rung === rung);
    const sites = services.map((service) => ({ cell: service.cell, requestsPerSecond: requestsPerSecondOf(service) }));
    const group = carriers({ cells, sites, requestsPerSecond: peakRequestsPerSecond }, lost);
    // No compute in the cloud that answers: nothing is promised there, before the act as after it.
    if (group === undefined) return [];
    const warm = new Map(services.map((service) => [service.cell, service.warm]));
    const can = carried(group, warm);
    return can >= peakRequestsPerSecond * (1 - 1e-9)
      ? []
      : [`what is warm of ${rung} carries ${can.toFixed(1)} of ${peakRequestsPerSecond} requests a second`];
  });
}
