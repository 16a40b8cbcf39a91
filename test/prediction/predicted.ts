import { bind } from '../../lib/drill/scenario/bind';
import { type Spread, spreadOf } from '../../lib/drill/simulation/play';
import { simulate } from '../../lib/drill/simulation/simulate';
import { systemOf } from '../../lib/drill/system/system-of';
import type { Estate } from '../../lib/estate/estate';
import type { Case } from './cases';

const RUNS = 1000;

/** What the drill says of a case, for clients beside the given Regions with one resolver each: what is rehearsed. */
export function predicted(estate: Estate, one: Case, from: readonly string[]): Spread {
  const system = systemOf(estate, { from });
  const { what, how, seconds } = one;
  const outage = {
    ...{ id: 'case', title: one.name, source: 'the rehearsal', standing: 'synthetic' as const },
    events: [{ what, how, from: 0 }],
  };
  const bound = bind(outage, system);
  if ('problems' in bound || bound.events.length === 0) throw new Error(`${what} is nothing of the estate`);
  const times = Array.from({ length: RUNS }, (_, run) => {
    const { spans } = simulate(system, bound.events, { seed: run, horizonSeconds: 2 * seconds, resolversPerPlace: 1 });
    return spans.filter(({ shares }) => shares.some((share) => one.isBad(share))).at(-1)?.to ?? 0;
  });
  return spreadOf(times);
}
