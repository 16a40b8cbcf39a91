import { STATE_OBJECTS } from '../contract/environment';
import type { RunningCell } from './cells/running-cell';
import { HealthRounds, PERIOD_SECONDS } from './health-state';
import { environmentValue, loosestFloor } from './plan/cell-plan';
import { every, type ServiceTime } from './time';

/** Writes a cell's state into its bucket every period, as the prober of a deployed cell would; the result stops it. */
export function startHealthWriter(cell: RunningCell, time: ServiceTime, wallClock: () => Date): () => void {
  const bucket = environmentValue(cell.plan, 'stateBucket');
  if (bucket === undefined) return () => {};
  const rounds = new HealthRounds(cell.plan.cell, cell.plan.intent?.ladder ?? [], loosestFloor(cell.plan), time.now);
  // The health function judges the state's age by this machine's clock, on which a period takes so long.
  const periodSeconds = time.wallMilliseconds(PERIOD_SECONDS) / 1000;
  return every(time, PERIOD_SECONDS, () => {
    if (!cell.alive) return;
    const state = rounds.round((rung) => cell.stubs.behaviours.of(rung), wallClock(), periodSeconds);
    const key = `${bucket}/${STATE_OBJECTS.health(cell.plan.cell)}`;
    cell.stubs.objects.set(key, Buffer.from(JSON.stringify(state)));
  });
}
