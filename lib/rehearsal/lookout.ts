import type { Estate } from '../estate/estate';
import type { FleetPlan } from './plan/plan';

/** What clients call, and where the one who asks by hand is taken to be. */
export interface Lookout {
  /** The served name. */
  readonly domain: string;
  /** A route's name. */
  readonly model: string;
  /** A route that takes jobs, where one does and some cell works them off. */
  readonly jobRoute?: string;
  /** Seconds within which that route answers; not scaled. */
  readonly deadlineSeconds: number;
  /** The front door's Region; without a front door, the first that serves. */
  readonly frontDoorRegion: string;
}

/** From what the constructs intend; where no Understudy stack says so, from the name that all cells share. */
export function lookoutOf(estate: Estate, { cells }: FleetPlan): Lookout {
  const intent = cells.find((cell) => cell.intent !== undefined)?.intent;
  const frontDoor = estate.stacks.find((stack) => stack.intent?.part.kind === 'front-door')?.region;
  const regions = cells.filter((cell) => cell.cloud === 'aws');
  const [first, ...others] = regions.map(({ domains }) => domains.map((domain) => domain.hostName));
  const shared = first.find((hostName) => others.every((names) => names.includes(hostName)));
  const jobRoute = intent?.routes.find(({ queue }) => queue === 'allowed')?.name;
  const takesJobs = cells.some(({ jobs }) => jobs !== undefined);
  return {
    ...(takesJobs && jobRoute !== undefined && { jobRoute }),
    domain: intent?.domain ?? shared ?? first[0],
    model: intent?.routes[0]?.name ?? 'chat',
    deadlineSeconds: intent?.routes[0]?.deadlineSeconds ?? 60,
    frontDoorRegion: typeof frontDoor === 'string' ? frontDoor : cells[0].region,
  };
}
