import { requestsPerSecondOf } from '../../contract/compute';
import type { CellPlan } from '../plan/cell-plan';
import type { ServiceTime } from '../time';
import { ServerQueue } from './server-queue';

/** How a cell's own servers of a rung stand; undefined for a rung that has none there. */
export type OwnServers = (rung: string) => ServerQueue | 'none-warm' | undefined;

/**
 * As many as the template says are warm, as fast as it says they are: what scaling would add comes minutes later, if it
 * comes, and is not rehearsed.
 */
export function ownServersOf({ cell, intent }: CellPlan, time: Pick<ServiceTime, 'after'>): OwnServers {
  const here = (intent?.compute?.services ?? []).filter((service) => service.cell === cell);
  const servers = new Map(
    here.map(({ rung, warm, ...service }) => [
      rung,
      warm === 0 ? ('none-warm' as const) : new ServerQueue(warm * requestsPerSecondOf(service), time),
    ]),
  );
  return (rung) => servers.get(rung);
}
