import type { CellId } from '../../contract/cell';
import type { Compute, ComputeService, Posture } from '../../contract/compute';
import { isOwn, type Rung } from '../../contract/ladder';
import type { VllmDocument } from '../serving-document';
import type { Demand } from '../topology';
import { carried, carriers, type Fleet, losses, warmInstances } from './capacity';
import { CLOUD_RUN_L4, EC2_MACHINES } from './machines';
import { KNOWN_MODELS, requestsPerSecond, type Throughput } from './throughput';

/** A rung with own compute, and what its document says of it on each cloud. */
export interface OwnRung {
  readonly rung: Rung;
  readonly aws?: VllmDocument;
  readonly google?: VllmDocument;
}

export interface Declared {
  /** All that serve, AWS's first. */
  readonly cells: readonly CellId[];
  readonly demand: Demand;
  readonly posture: Posture;
}

/** A rung's compute as the capacity's arithmetic sees it. Every throughput is known by now. */
export function fleetOf({ rung, aws, google }: OwnRung, { cells, demand }: Declared): Fleet {
  const sites = cells.flatMap((cell) => {
    const cloud = cell.startsWith('aws:') ? 'aws' : 'google';
    const source = rung.on[cloud];
    const weights = cloud === 'aws' ? aws : google;
    if (!isOwn(source) || weights === undefined || !(rung.cells ?? cells).includes(cell)) return [];
    const throughput = throughputOf(weights, source.machine);
    return throughput === undefined ? [] : [{ cell, requestsPerSecond: requestsPerSecond(throughput, demand) }];
  });
  return { cells, sites, requestsPerSecond: demand.peakRequestsPerSecond };
}

/** Declared, or known of the model on that accelerator. */
export function throughputOf({ model, throughput }: VllmDocument, machine: string): Throughput | undefined {
  const accelerator = (machine === 'nvidia-l4' ? CLOUD_RUN_L4 : EC2_MACHINES[machine])?.accelerator;
  const known = Object.hasOwn(KNOWN_MODELS, model) ? KNOWN_MODELS[model] : undefined;
  return throughput ?? (accelerator && known?.throughput[accelerator]);
}

/** In GB; undefined where nobody said and it is not known. */
export function sizeOf({ model, gigabytes }: VllmDocument): number | undefined {
  return gigabytes ?? (Object.hasOwn(KNOWN_MODELS, model) ? KNOWN_MODELS[model].gigabytes : undefined);
}

/** How much of every rung's own compute is warm in every cell, and what that leaves uncovered. */
export function planCompute(rungs: readonly OwnRung[], declared: Declared): Compute {
  const plans = rungs.map((own) => ({ own, fleet: fleetOf(own, declared) }));
  return {
    posture: declared.posture,
    services: plans.flatMap(({ own, fleet }) => servicesOf(own, fleet, declared.posture)),
    uncovered: plans.flatMap(({ own, fleet }) => uncoveredBy(own.rung.name, fleet, declared.posture)),
  };
}

function servicesOf(own: OwnRung, fleet: Fleet, posture: Posture): readonly ComputeService[] {
  const warm = warmInstances(fleet, posture);
  const full = warmInstances(fleet, 'active-active');
  return fleet.sites.map(({ cell, requestsPerSecond }) => {
    const there = warm.get(cell) ?? 0;
    const needed = full.get(cell) ?? 0;
    // Scaling adds to what is warm: as much again where that is the whole load already.
    const weights = cell.startsWith('aws:') ? own.aws : own.google;
    const gigabytes = weights && sizeOf(weights);
    return {
      ...{ rung: own.rung.name, cell, warm: there, most: Math.max(2 * there, needed), requestsPerSecond },
      ...(gigabytes !== undefined && { gigabytes }),
    };
  });
}

function uncoveredBy(rung: string, fleet: Fleet, posture: Posture): readonly string[] {
  if (posture === 'pilot-light') {
    return [
      `${rung}: nothing is warm, so that it counts in no objective: an instance takes minutes to come, and may not ` +
        'come at all while a cloud launches none.',
    ];
  }
  const without = fleet.cells.filter((cell) => !fleet.sites.some((site) => site.cell === cell));
  const warm = warmInstances(fleet, posture);
  const load = fleet.requestsPerSecond;
  const short = losses(fleet).flatMap((lost) => {
    const group = carriers(fleet, lost);
    const carries = group && carried(group, warm);
    if (group === undefined || carries === undefined || carries >= load * (1 - 1e-9)) return [];
    const when = lost.length === 0 ? 'with every rung above gone' : `and ${lost.join(', ')} gone`;
    return [`${rung}: ${when}, ${group.length} cells carry ${round(carries)} of ${load} requests a second.`];
  });
  return [
    ...short,
    ...(without.length === 0
      ? []
      : [`${rung}: clients nearest to ${without.join(', ')} are answered by other rungs: no such compute is there.`]),
    `${rung}: the cells left are counted together, while DNS leads each client to the nearest: one beside more than ` +
      'its share of the clients sheds to the rung below.',
  ];
}

function round(rate: number): number {
  return Math.floor(rate * 10) / 10;
}
