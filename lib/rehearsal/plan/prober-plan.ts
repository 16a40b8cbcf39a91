import { ENVIRONMENT } from '../../contract/environment';
import type { Estate } from '../../estate/estate';
import type { Value } from '../../estate/value';
import { schedulesOf } from '../../estate/views/schedules';
import type { KnownValues } from './known-values';

/** A cell's prober, as its schedule calls it. */
export interface ProberPlan<Program> {
  readonly program: Program;
  readonly everySeconds: number;
}

/** What a program that could be a prober has. */
interface Candidate {
  readonly node: { readonly id: string };
  readonly environment: Readonly<Record<string, Value>>;
}

/**
 * The prober that goes by one of a cell's names: what a schedule calls and has that name in its environment. Undefined
 * where the estate has none: then nobody knows how the cell is.
 */
export function proberPlan<One extends Candidate, Program>(
  estate: Estate,
  candidates: readonly One[],
  names: readonly string[],
  values: KnownValues,
  programOf: (one: One) => Program,
): ProberPlan<Program> | undefined {
  const prober = candidates.find(({ environment }) => names.includes(String(environment[ENVIRONMENT.ownName])));
  if (prober === undefined) return undefined;
  const schedule = schedulesOf(estate).find(({ targetId }) => targetId === prober.node.id);
  if (schedule === undefined) {
    values.refuse('prober-without-schedule', prober.node.id, 'nothing calls it', 'synthesize its schedule too');
    return undefined;
  }
  return {
    program: programOf(prober),
    everySeconds: values.known(schedule.everySeconds, `${schedule.node.id}.schedule`, 60),
  };
}
