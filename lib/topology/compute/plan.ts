import type { CellId } from '../../contract/cell';
import { type Compute, type ComputeService, type Posture, requestsPerSecondOf } from '../../contract/compute';
import { isOwn, type Rung } from '../../contract/ladder';
import type { VllmDocument } from '../serving-document';
import type { Demand } from '../topology';
import { carried, carriers, type Fleet, losses, type Site, unbearable, warmInstances } from './capacity';
import { CLOUD_RUN_L4, EC2_MACHINES } from './machines';
import { KNOWN_MODELS, millisecondsPerRequest, type Throughput } from './throughput';

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
    // To the millisecond, as others are told.
    return throughput === undefined
      ? []
      : [{ cell, requestsPerSecond: 1000 / millisecondsPerRequest(throughput, demand) }];
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

/** A rung's own compute as the arithmetic sees it. */
interface OwnFleet {
  readonly rung: string;
  readonly fleet: Fleet;
  readonly megabytes: (cell: CellId) => number | undefined;
}

/** How much of every rung's own compute is warm in every cell, and what that leaves uncovered. */
export function planCompute(rungs: readonly OwnRung[], declared: Declared): Compute {
  const fleets = rungs.map((own): OwnFleet => {
    const megabytes = (cell: CellId) => {
      const weights = cell.startsWith('aws:') ? own.aws : own.google;
      const gigabytes = weights && sizeOf(weights);
      return gigabytes && Math.round(1000 * gigabytes);
    };
    return { rung: own.rung.name, fleet: fleetOf(own, declared), megabytes };
  });
  return planned(fleets, declared.posture);
}

/** The same compute at another posture. */
export function atPosture({ services }: Compute, { cells, demand, posture }: Declared): Compute {
  const rungs = [...new Set(services.map(({ rung }) => rung))];
  const fleets = rungs.map((rung): OwnFleet => {
    const there = services.filter((service) => service.rung === rung);
    const fleet = { cells, sites: there.map(siteOf), requestsPerSecond: demand.peakRequestsPerSecond };
    return { rung, fleet, megabytes: (cell) => there.find((one) => one.cell === cell)?.megabytes };
  });
  return planned(fleets, posture);
}

/** The cells after whose loss nobody of their cloud has a rung's compute any more. */
export function unbearableOf({ services }: Compute, { cells, demand }: Omit<Declared, 'posture'>): readonly CellId[] {
  const rungs = [...new Set(services.map(({ rung }) => rung))];
  const lost = rungs.flatMap((rung) => {
    const sites = services.filter((service) => service.rung === rung).map(siteOf);
    return unbearable({ cells, sites, requestsPerSecond: demand.peakRequestsPerSecond });
  });
  return [...new Set(lost.flatMap((some) => (some.length === 1 ? some : [])))];
}

function siteOf(service: ComputeService): Site {
  return { cell: service.cell, requestsPerSecond: requestsPerSecondOf(service) };
}

function planned(fleets: readonly OwnFleet[], posture: Posture): Compute {
  return {
    posture,
    services: fleets.flatMap((own) => servicesOf(own, posture)),
    uncovered: fleets.flatMap(({ rung, fleet }) => uncoveredBy(rung, fleet, posture)),
    // Of what is not there nothing is assumed.
    ...(posture !== 'pilot-light' && { assumed: fleets.map(({ rung }) => assumedOf(rung)) }),
  };
}

function servicesOf({ rung, fleet, megabytes }: OwnFleet, posture: Posture): readonly ComputeService[] {
  const warm = warmInstances(fleet, posture);
  const full = warmInstances(fleet, 'active-active');
  return fleet.sites.map(({ cell, requestsPerSecond }) => {
    const there = warm.get(cell) ?? 0;
    const needed = full.get(cell) ?? 0;
    // Scaling adds to what is warm: as much again where that is the whole load already.
    const size = megabytes(cell);
    return {
      ...{ rung, cell, warm: there, most: Math.max(2 * there, needed) },
      millisecondsPerRequest: Math.round(1000 / requestsPerSecond),
      ...(size !== undefined && { megabytes: size }),
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
  ];
}

function assumedOf(rung: string): string {
  return (
    `${rung}: the cells left are counted together, while DNS leads each client to the nearest: one beside more than ` +
    'its share of the clients sheds to the rung below.'
  );
}

function round(rate: number): number {
  return Math.floor(rate * 10) / 10;
}
