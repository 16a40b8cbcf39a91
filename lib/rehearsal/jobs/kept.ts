import { environmentValue } from '../plan/cell-plan';
import type { FleetPlan } from '../plan/plan';
import type { ServiceTime } from '../time';
import { type GoogleRegionPlan, GoogleRegions } from './google/google-regions';
import { textOf } from './google/subscription-plan';
import type { QueuePlan } from './queue';
import { Regions } from './regions';

/** What both clouds' Regions keep of jobs, whoever runs there. */
export interface Kept {
  readonly regions: Regions;
  readonly googleRegions: GoogleRegions;
  /** The messages of all queues of dead letters, of either cloud. */
  deadLetters(): readonly string[];
}

export function keptBy(plan: FleetPlan, time: ServiceTime): Kept {
  const queues = plan.cells.flatMap((cell) =>
    cell.cloud === 'aws' ? [[cell.region, queuesOf(cell.jobs)] as const] : [],
  );
  const regions = new Regions(new Map(queues), plan.tables, time);
  const googleRegions = new GoogleRegions(googleRegionPlans(plan), plan.databases, time);
  return {
    regions,
    googleRegions,
    deadLetters: () =>
      plan.cells.flatMap(({ cloud, region, jobs }) => {
        const name = jobs?.deadLetters?.name ?? '';
        if (cloud === 'aws') return regions.of(region)?.queues.get(name)?.bodies ?? [];
        return googleRegions.subscription(name)?.queue.bodies.map(textOf) ?? [];
      }),
  };
}

interface QueuesOf<Queue> {
  readonly queue: Queue;
  readonly deadLetters?: Queue;
}

function queuesOf<Queue extends QueuePlan>(jobs: QueuesOf<Queue> | undefined): readonly Queue[] {
  return [jobs?.queue, jobs?.deadLetters].flatMap((one) => one ?? []);
}

function googleRegionPlans({ cells }: FleetPlan): readonly GoogleRegionPlan[] {
  return cells.flatMap((cell) => {
    if (cell.cloud !== 'google') return [];
    const { region, jobs } = cell;
    return [{ name: region, bucket: environmentValue(cell, 'stateBucket'), subscriptions: queuesOf(jobs) }];
  });
}
