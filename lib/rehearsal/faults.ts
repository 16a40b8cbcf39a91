import type { Act, ScenarioEvent } from '../drill/scenario/scenario';
import { actOn, endActs } from './acts';
import type { RunningFleet } from './fleet';
import type { Behaviour } from './stubs/behaviour';

/** What people do, and what nobody asks any more, changes no behaviour of a model. */
const BEHAVIOUR: Readonly<Record<Exclude<ScenarioEvent['change'], Act | 'stale'>, Behaviour>> = {
  kill: 'refuse',
  throttle: 'throttle',
  garbage: 'garbage',
  nonsense: 'nonsense',
  restore: 'ok',
};

/** Does to the running fleet what an event of the scenario says. */
export async function applyEvent(event: ScenarioEvent, fleet: RunningFleet): Promise<void> {
  const { target, change } = event;
  if (change === 'evacuate' || change === 'disable') {
    actOn(fleet, { ...event, change });
    return;
  }
  const hit = fleet.cells.filter((cell) => target.cell === undefined || target.cell === cell.plan.cell);
  if (change === 'stale') {
    for (const cell of hit) fleet.proberOf(cell)?.pause();
    return;
  }
  if (change === 'restore') endActs(fleet, target);
  await Promise.all(
    hit.map(async (cell) => {
      if (target.rung !== undefined) {
        cell.stubs.behaviours.set(target.rung, BEHAVIOUR[change]);
        return;
      }
      // A load balancer is lost with its cloud, not with a cell; and a cell that is back is one that answers.
      const shared = fleet.balancersOf(cell);
      if (change === 'kill') {
        const lost = target.cloud === undefined ? [] : shared;
        const beside = [fleet.proberOf(cell)?.stop(), fleet.jobsOf(cell)?.stop()];
        await Promise.all([...beside, cell.kill(), ...lost.map((balancer) => balancer.kill())]);
        return;
      }
      for (const rung of cell.plan.intent?.ladder ?? []) cell.stubs.behaviours.set(rung.name, BEHAVIOUR[change]);
      if (change !== 'restore') return;
      await Promise.all([cell.restore(), ...shared.map((balancer) => balancer.restore())]);
      await fleet.jobsOf(cell)?.start();
      const prober = fleet.proberOf(cell);
      prober?.resume();
      await prober?.start();
    }),
  );
}

export function describeEvent(event: ScenarioEvent): string {
  const { target, change } = event;
  return `${change} ${[target.cell, target.rung].filter((part) => part !== undefined).join('/')}`;
}

/** What the kills among events are told as: the cells, or the cloud where all of it is lost. A rung is no kill. */
export function killed(events: readonly ScenarioEvent[]): readonly string[] {
  const names = events.flatMap(({ target, change }) =>
    change === 'kill' && target.rung === undefined ? [target.cloud ?? target.cell] : [],
  );
  return [...new Set(names)];
}
