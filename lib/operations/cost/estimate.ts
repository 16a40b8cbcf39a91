import type { CellId } from '../../contract/cell';
import type { Compute, Posture } from '../../contract/compute';
import { atPosture, unbearableOf } from '../../topology/compute/plan';
import type { Topology } from '../../topology/topology';
import { fixedOnAws } from './aws-cell-cost';
import { type Line, PriceList, totalOf } from './bill';
import { fixedOnGoogle, sharedByGoogle } from './google-cell-cost';
import { PRICE_DATE } from './prices';
import { perMillionJobs, perMillionRequests, type Traffic } from './traffic-cost';

export interface PlaceCost {
  /** A cell, or what its cloud's cells share. */
  readonly place: CellId | 'front door' | 'google, shared';
  readonly usd: number;
  readonly lines: readonly Line[];
}

/** What a month costs without any caller, and what that buys. */
export interface PostureCost {
  /** Without own compute there is but one, and it has no name. */
  readonly posture?: Posture;
  readonly declared: boolean;
  readonly usd: number;
  readonly places: readonly PlaceCost[];
  readonly survives: string;
  readonly uncovered: readonly string[];
  readonly assumed: readonly string[];
}

export interface CellTraffic extends Traffic {
  readonly cell: CellId;
  readonly usd: number;
}

export interface Estimate {
  readonly currency: 'USD';
  readonly priceDate: string;
  readonly fixedMonthly: readonly PostureCost[];
  readonly perMillionRequests: readonly CellTraffic[];
  /** The same as jobs; none where no route takes them. */
  readonly perMillionJobs: readonly CellTraffic[];
  readonly notCounted: readonly string[];
}

const POSTURES: readonly Posture[] = ['active-active', 'warm-standby', 'pilot-light'];

/** What no figure here holds. */
const NOT_COUNTED = [
  'taxes, discounts, free tiers, support',
  'data that crosses zones, Regions or clouds, bytes through endpoints and load balancers, log lines',
  'jobs that are tried more than once, or stand in both clouds; their webhooks',
  'servers that scaling adds; the endpoints that you have elsewhere',
];

export function estimateOf(topology: Topology): Estimate {
  const { compute, posture, demand } = topology;
  const cells = cellsOf(topology);
  const costs =
    compute === undefined || demand === undefined
      ? [postureCost(topology, undefined, true)]
      : POSTURES.map((one) =>
          postureCost(topology, atPosture(compute, { cells, demand, posture: one }), one === posture),
        );
  return {
    ...{ currency: 'USD', priceDate: PRICE_DATE, fixedMonthly: costs },
    perMillionRequests: cells.map((cell) => trafficOf(cell, perMillionRequests(cell, topology))),
    perMillionJobs: cells.flatMap((cell) => {
      const jobs = perMillionJobs(cell, topology);
      return jobs === undefined ? [] : [trafficOf(cell, jobs)];
    }),
    notCounted: NOT_COUNTED,
  };
}

function trafficOf(cell: CellId, traffic: Traffic): CellTraffic {
  return { cell, usd: totalOf(traffic.lines), ...traffic };
}

/** What a month costs at the declared posture, without any caller. */
export function fixedMonthly(topology: Topology): PostureCost {
  return postureCost(topology, topology.compute, true);
}

function cellsOf({ awsCells, google }: Topology): readonly CellId[] {
  return [...awsCells, ...(google?.cells ?? [])].map(({ id }) => id);
}

function postureCost(topology: Topology, compute: Compute | undefined, declared: boolean): PostureCost {
  const place = (name: PlaceCost['place'], lines: readonly Line[]): PlaceCost[] =>
    lines.length === 0 ? [] : [{ place: name, usd: totalOf(lines), lines }];
  const prices = new PriceList(topology.frontDoorRegion);
  const places = [
    ...place('front door', [prices.line('the zone, a dashboard', { hostedZone: 1, dashboard: 1 })]),
    ...topology.awsCells.flatMap((cell) => place(cell.id, fixedOnAws(cell, topology, compute))),
    ...place('google, shared', sharedByGoogle(topology)),
    ...(topology.google?.cells ?? []).flatMap((cell) => place(cell.id, fixedOnGoogle(cell, topology, compute))),
  ];
  return {
    ...(compute && { posture: compute.posture }),
    declared,
    usd: totalOf(places.flatMap(({ lines }) => lines)),
    places,
    survives: survives(topology, compute),
    uncovered: compute?.uncovered ?? [],
    assumed: compute?.assumed ?? [],
  };
}

function survives(topology: Topology, compute: Compute | undefined): string {
  if (compute === undefined) return 'what the ladder survives: no compute of its own is declared';
  switch (compute.posture) {
    case 'active-active': {
      const kept = topology.demand && unbearableOf(compute, { cells: cellsOf(topology), demand: topology.demand });
      return kept?.length === 0
        ? 'any one cell: the others carry all of the declared load at the rungs of own compute'
        : `not every cell: after the loss of ${kept?.join(', ')} nobody has such compute`;
    }
    case 'warm-standby':
      return 'a zone: one server is left in each cell, for a part of the load';
    case 'pilot-light':
      return 'nothing at these rungs: they count in no objective';
  }
}
