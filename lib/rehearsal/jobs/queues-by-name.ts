import type { ServiceTime } from '../time';
import { Queue, type QueuePlan } from './queue';

/** The queues of one Region, of either cloud: those first that others give up to. */
export function queuesByName(
  plans: readonly QueuePlan[],
  time: Pick<ServiceTime, 'now' | 'after'>,
): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  const make = (plan: QueuePlan): Queue => {
    const known = queues.get(plan.name);
    if (known !== undefined) return known;
    const letters = plans.find(({ name }) => name === plan.deadLetters?.name);
    const made = new Queue(plan, time, letters && make(letters));
    queues.set(plan.name, made);
    return made;
  };
  for (const plan of plans) make(plan);
  return queues;
}
