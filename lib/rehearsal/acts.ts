import { STATE_OBJECTS } from '../contract/environment';
import type { SwitchPlace } from '../contract/evacuation';
import { ladderOf } from '../contract/ladder';
import type { Act, ScenarioEvent, Target } from '../drill/scenario/scenario';
import type { RunningCell } from './cells/running-cell';
import type { RunningFleet } from './fleet';
import { environmentValue } from './plan/cell-plan';

/** Does what people would do: puts the object of the act into the bucket where the real one would lie. */
export function actOn(fleet: Pick<RunningFleet, 'cells'>, { target, change }: ScenarioEvent & { change: Act }): void {
  const order = Buffer.from(JSON.stringify({ by: 'rehearsal', reason: `${change} in a rehearsal` }));
  for (const { objects, key } of placesOf(fleet, target, change)) objects.set(key, order);
}

/** Takes the objects of all acts on a target away. */
export function endActs(fleet: Pick<RunningFleet, 'cells'>, target: Target): void {
  for (const act of ['evacuate', 'disable'] as const) {
    for (const { objects, key } of placesOf(fleet, target, act)) objects.delete(key);
  }
}

interface Place {
  readonly objects: RunningCell['stubs']['objects'];
  readonly key: string;
}

function placesOf({ cells }: Pick<RunningFleet, 'cells'>, target: Target, act: Act): Place[] {
  const hit = cells.filter(({ plan }) => target.cell === undefined || target.cell === plan.cell);
  if (act === 'evacuate') {
    if (target.rung !== undefined) return [];
    return hit.flatMap(({ plan }) => {
      const place = plan.intent?.switches?.find((one: SwitchPlace) => one.cells.includes(plan.cell));
      const holder = cells.find((cell) => cell.plan.cell === place?.heldBy);
      if (place === undefined || holder === undefined) return [];
      return [{ objects: holder.stubs.objects, key: `${place.bucket}/${place.key}` }];
    });
  }
  return hit.flatMap(({ plan, stubs }) => {
    const bucket = environmentValue(plan, 'stateBucket');
    const rungs = ladderOf(plan.cell, plan.intent?.ladder ?? []);
    if (bucket === undefined) return [];
    return rungs
      .filter(({ name }) => target.rung === undefined || target.rung === name)
      .map(({ name }) => ({ objects: stubs.objects, key: `${bucket}/${STATE_OBJECTS.disabledRung(name)}` }));
  });
}
