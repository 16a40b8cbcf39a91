import type { ScenarioEvent } from '../drill/scenario/scenario';
import type { RunningCell } from './cell';
import type { Behaviour } from './stubs/behaviour';

const BEHAVIOUR: Readonly<Record<ScenarioEvent['change'], Behaviour>> = {
  kill: 'refuse',
  throttle: 'throttle',
  garbage: 'garbage',
  restore: 'ok',
};

/** Does to the running cells what an event of the scenario says. */
export async function applyEvent(event: ScenarioEvent, cells: readonly RunningCell[]): Promise<void> {
  const { target, change } = event;
  const hit = cells.filter((cell) => target.cell === undefined || target.cell === cell.plan.cell);
  await Promise.all(
    hit.map(async (cell) => {
      if (target.rung !== undefined) {
        cell.stubs.behaviours.set(target.rung, BEHAVIOUR[change]);
        return;
      }
      if (change === 'kill') return cell.kill();
      for (const rung of cell.plan.intent?.ladder ?? []) cell.stubs.behaviours.set(rung.name, BEHAVIOUR[change]);
      if (change === 'restore') await cell.restore();
    }),
  );
}

export function describeEvent(event: ScenarioEvent): string {
  const { target, change } = event;
  return `${change} ${[target.cell, target.rung].filter((part) => part !== undefined).join('/')}`;
}
