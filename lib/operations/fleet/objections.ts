import type { CellId } from '../../contract/cell';
import type { Topology } from '../../topology/topology';
import { carriesWithout } from './carries';
import type { CellStatus } from './state';
import { byCause } from './unknowns';

/** Why an act should not be done now. People who know better force it. */
export interface Objection {
  /** Stable: `last-healthy-cell`. */
  readonly code: string;
  readonly message: string;
}

export interface Judged {
  readonly objections: readonly Objection[];
  /** What nobody could say, and what else is worth knowing. */
  readonly notes: readonly string[];
}

/**
 * May these cells be left? Not when nobody is known to serve then: failing open would lead clients back to them, dead
 * ones included; nor when those who are left do not carry the declared load.
 * @param others how all the other cells are
 */
export function judgeLeaving(topology: Topology, leaving: readonly CellId[], others: readonly CellStatus[]): Judged {
  const objections: Objection[] = [];
  const notes: string[] = [];
  const inService = others.filter(({ evacuated }) => evacuated.kind !== 'holds');
  const healthy = inService.filter(({ health }) => health.serving === 'good');
  const unsure = inService.filter(({ health }) => health.serving === 'unknown');
  const unseen = [
    ...unsure.map(({ cell, health }) => ({ cell, why: health.evidence.join('; ') })),
    ...others.flatMap(({ cell, evacuated }) => (evacuated.kind === 'unknown' ? [{ cell, why: evacuated.why }] : [])),
  ];
  notes.push(...byCause(unseen).map((cause) => `nobody knows of ${cause}`));
  if (healthy.length === 0) {
    objections.push({
      code: 'last-healthy-cell',
      message:
        unsure.length === 0
          ? 'no other cell serves: clients would be led back to where they came from'
          : 'no other cell is known to serve',
    });
  }
  const gone = others.filter((one) => !inService.includes(one) || one.health.serving === 'bad').map(({ cell }) => cell);
  const carrying = carriesWithout(topology, [...leaving, ...gone]);
  if (carrying.kind === 'no') {
    objections.push({
      code: 'neighbours-cannot-carry',
      message: `the cells that are left do not carry the declared load: ${carrying.lacking.join('; ')}`,
    });
  }
  if (carrying.kind === 'unknown') notes.push(`whether the others carry the load is unknown: ${carrying.why}`);
  return { objections, notes };
}
