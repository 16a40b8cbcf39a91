import { bind } from '../../../lib/drill/scenario/bind';
import type { OutageEvent } from '../../../lib/drill/scenario/outage';
import { type Backlog, backlogOf } from '../../../lib/drill/simulation/backlog';
import { simulate } from '../../../lib/drill/simulation/simulate';
import { systemOf } from '../../../lib/drill/system/system-of';
import type { Estate } from '../../../lib/estate/estate';

/** What the drill reckons of jobs that wait while something fails, for clients beside the given Regions. */
export function predictedBacklog(
  estate: Estate,
  events: readonly OutageEvent[],
  {
    from,
    floor,
    jobsPerSecond,
    seconds,
  }: { from: readonly string[]; floor: number; jobsPerSecond: number; seconds: number },
): Backlog {
  const system = systemOf(estate, { from });
  const bound = bind(
    { id: 'flight', title: 'a flight', source: 'the rehearsal', standing: 'synthetic', events },
    system,
  );
  const jobs = system.fleet?.jobs;
  if ('problems' in bound || jobs === undefined) throw new Error('the drill knows nothing of that');
  return backlogOf(simulate(system, bound.events, { seed: 1, horizonSeconds: seconds }), floor, jobsPerSecond, jobs);
}
